// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the lines on the angiogram mean. */
final class Legend {
  private Legend() {}

  static void draw(Graphics2D g, int x, int y) {
    Map<String, Color> entries = new LinkedHashMap<>();
    entries.put("lumen contours", Ink.EDGE);
    entries.put("centre line", Ink.CENTRE);
    entries.put("reference contour", Ink.REFERENCE);
    entries.put("lesion borders", Ink.BORDER);
    entries.put("MLD site", Ink.SITE);
    g.setFont(Ink.SMALL);
    int at = x;
    for (Map.Entry<String, Color> e : entries.entrySet()) {
      g.setColor(new Color(0x303030));
      g.fillRect(at, y - 11, 26, 14);
      g.setColor(e.getValue());
      g.setStroke(new BasicStroke(2.5f));
      g.drawLine(at + 4, y - 4, at + 22, y - 4);
      g.setColor(Ink.TEXT);
      g.drawString(e.getKey(), at + 33, y);
      at += 52 + g.getFontMetrics().stringWidth(e.getKey());
    }
  }
}
