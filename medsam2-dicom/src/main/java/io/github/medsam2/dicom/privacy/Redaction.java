// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.dicom.data.Tag;
import java.util.List;

/**
 * What a {@link Redactor} did to an object and what it left. Says nothing of any value.
 *
 * @param changes by tag, ascending, those in items of sequences included
 * @param left what may still identify, in words
 */
public record Redaction(List<Change> changes, List<String> left) {

  /** Copies the lists. */
  public Redaction {
    changes = List.copyOf(changes);
    left = List.copyOf(left);
  }

  /**
   * What happened to an attribute.
   *
   * @param tag group in the upper, element in the lower 16 bits
   * @param treatment what was done
   * @param count at how many places
   */
  public record Change(int tag, Treatment treatment, int count) {
    @Override
    public String toString() {
      return Tag.describe(tag) + " " + treatment + " " + count;
    }
  }
}
