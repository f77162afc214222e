// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import io.github.medsam2.qca.measure.QcaResult;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * The picture of a report: the angiogram around the segment with contours, centre line, lesion
 * borders, narrowest site and reference contour; beside it D(s) with its reference line, and the
 * numbers. 1280 by 800 pixels. Needs no display. Thread-safe.
 */
public final class QcaPicture {
  static final int WIDTH = 1280;
  static final int HEIGHT = 800;
  private static final int SIDE = 740;
  private static final int MARGIN = 16;
  private static final int RIGHT = SIDE + 2 * MARGIN;

  private QcaPicture() {}

  /**
   * Draws the chosen frame of a report.
   *
   * @param frame the image that was measured, grey
   * @return 8-bit RGB; see {@code ImageFile.writePng}
   */
  public static Image of(QcaReport report, Image frame) {
    check(report, frame);
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    new AngiogramPanel(report, frame).draw(g, MARGIN, MARGIN, SIDE);
    int width = WIDTH - RIGHT - MARGIN;
    DiameterGraph.of(report.result()).draw(g, RIGHT, MARGIN, width, 350);
    new NumbersPanel(report).draw(g, RIGHT, MARGIN + 360, width);
    Legend.draw(g, MARGIN, MARGIN + SIDE + 26);
    g.dispose();
    return BufferedImages.toImage(picture);
  }

  private static void check(QcaReport report, Image frame) {
    QcaResult r = report.result();
    if (frame.channels() != 1 || frame.width() != r.width() || frame.height() != r.height()) {
      throw new InvalidInputException(
          "QCA picture",
          "the grey frame that was measured, " + r.width() + "x" + r.height(),
          frame.width() + "x" + frame.height() + "x" + frame.channels(),
          "give frame " + report.chosen() + " of the cine");
    }
  }
}
