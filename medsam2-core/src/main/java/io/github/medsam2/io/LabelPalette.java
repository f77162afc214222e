// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import java.awt.image.IndexColorModel;

/**
 * The colours of PASCAL VOC and DAVIS for label numbers: black for 0, then dark red, green, olive
 * and so on. The bits of the number are dealt to red, green and blue in turn, from the highest bit
 * of the colour down.
 */
final class LabelPalette {
  private static final int COLORS = 256;

  private LabelPalette() {}

  static IndexColorModel create() {
    byte[][] rgb = new byte[3][COLORS];
    for (int label = 0; label < COLORS; label++) {
      for (int bit = 0; bit < 8; bit++) {
        rgb[bit % 3][label] |= (byte) ((label >> bit & 1) << (7 - bit / 3));
      }
    }
    return new IndexColorModel(8, COLORS, rgb[0], rgb[1], rgb[2]);
  }
}
