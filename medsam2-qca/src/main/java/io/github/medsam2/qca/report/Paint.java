// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import java.awt.Color;
import java.awt.Graphics2D;

/** Text on pictures. */
final class Paint {
  private Paint() {}

  /** White letters with a dark rim, readable on any background. */
  static void haloed(Graphics2D g, String text, int x, int y) {
    g.setColor(new Color(0, 0, 0, 200));
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        g.drawString(text, x + dx, y + dy);
      }
    }
    g.setColor(Color.WHITE);
    g.drawString(text, x, y);
  }

  /** Letters that end at a column. */
  static void right(Graphics2D g, String text, int x, int y) {
    g.drawString(text, x - g.getFontMetrics().stringWidth(text), y);
  }
}
