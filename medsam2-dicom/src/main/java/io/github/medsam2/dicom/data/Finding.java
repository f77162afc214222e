// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

/**
 * Something in a file that is not as it should be and was worked around.
 *
 * @param tag the attribute concerned, 0 where none
 * @param what what is wrong and what was done; holds no value of the patient
 */
public record Finding(int tag, String what) {

  @Override
  public String toString() {
    return tag == 0 ? what : Tag.describe(tag) + ": " + what;
  }
}
