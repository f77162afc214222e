// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.util.List;

/**
 * An element whose value is a list of data sets.
 *
 * @param tag group in the upper, element in the lower 16 bits
 * @param items the data sets, in order
 */
public record Sequence(int tag, List<DataSet> items) implements Element {

  /** Copies the list. */
  public Sequence {
    items = List.copyOf(items);
  }

  @Override
  public Vr vr() {
    return Vr.SQ;
  }

  /** Tag and number of items, never a value. */
  @Override
  public String toString() {
    return Tag.describe(tag) + " SQ " + items.size() + " items";
  }
}
