// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import java.nio.file.Path;

/**
 * A file no sample is made of.
 *
 * @param file which; its name may tell of the patient
 * @param reason why, without any value of the patient
 */
public record Skipped(Path file, String reason) {

  /** The reason alone. */
  @Override
  public String toString() {
    return reason;
  }
}
