// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;

/**
 * Three look-up tables from a stored value to 8-bit red, green and blue (PS3.3 C.7.6.3.1.5), plain
 * or in segments.
 */
final class Palette {
  private final LookupTable[] tables;

  private Palette(LookupTable[] tables) {
    this.tables = tables;
  }

  static Palette of(DataSet d, boolean signed) {
    return new Palette(
        new LookupTable[] {
          table(
              d,
              Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
              Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
              Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
              signed),
          table(
              d,
              Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
              Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
              Tag.SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
              signed),
          table(
              d,
              Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
              Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
              Tag.SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
              signed)
        });
  }

  private static LookupTable table(
      DataSet d, Tag descriptor, Tag plain, Tag segmented, boolean signed) {
    return d.has(plain)
        ? LookupTable.of(d, descriptor, plain, signed)
        : LookupTable.segmented(d, descriptor, segmented, signed);
  }

  byte[] toRgb(int[] stored) {
    byte[] out = new byte[Math.multiplyExact(stored.length, 3)];
    for (int i = 0; i < stored.length; i++) {
      for (int c = 0; c < 3; c++) {
        int v = tables[c].value(stored[i]);
        out[3 * i + c] = (byte) (tables[c].bits() > 8 ? v >> (tables[c].bits() - 8) : v);
      }
    }
    return out;
  }
}
