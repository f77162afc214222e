// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import java.awt.Color;
import java.awt.Font;

/** Colours and letters of a picture; the colours keep apart for most colour-blind eyes. */
final class Ink {
  static final Color EDGE = new Color(0xffd92f);
  static final Color CENTRE = new Color(0xf0f0f0);
  static final Color PLAQUE = new Color(230, 97, 60, 120);
  static final Color REFERENCE = new Color(0xff9d6e);
  static final Color BORDER = new Color(0x35c9ef);
  static final Color SITE = new Color(0xff3b3b);

  /** The same on white paper. */
  static final Color DIAMETER = new Color(0x1f5fa8);

  static final Color PAPER_REFERENCE = new Color(0xd9622b);
  static final Color PAPER_BORDER = new Color(0x1590b5);
  static final Color PAPER_SITE = new Color(0xc92a2a);
  static final Color TEXT = new Color(0x222222);
  static final Color FAINT = new Color(0x6a6a6a);

  static final Font NORMAL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
  static final Font BOLD = NORMAL.deriveFont(Font.BOLD);
  static final Font SMALL = NORMAL.deriveFont(12.5f);

  private Ink() {}
}
