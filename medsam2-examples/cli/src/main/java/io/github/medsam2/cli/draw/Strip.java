// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.draw;

import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A cine at a glance: some frames side by side with what was found as a veil and, where it is
 * known, the outline of what is true.
 */
public final class Strip {
  private static final int SIDE = 300;
  private static final int GAP = 4;
  private static final int COUNT = 5;
  private static final int CAPTION = 24;
  private static final int FOUND = 0x00c8ff;
  private static final int TRUE = 0xffd24a;
  private static final double VEIL = 0.45;

  private Strip() {}

  /**
   * Draws it.
   *
   * @param prompted the frame from 0 on which the object was shown, always among those drawn
   */
  public static Image of(
      FrameSource frames, List<Mask> found, Optional<List<Mask>> truth, int prompted) {
    List<Integer> chosen = chosen(frames.count(), prompted);
    int height = SIDE * frames.height() / frames.width();
    BufferedImage picture =
        new BufferedImage(
            chosen.size() * (SIDE + GAP) - GAP, height + CAPTION, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    for (int i = 0; i < chosen.size(); i++) {
      int frame = chosen.get(i);
      int left = i * (SIDE + GAP);
      Image painted = painted(frames.frame(frame), found.get(frame), truth.map(t -> t.get(frame)));
      g.drawImage(BufferedImages.of(painted), left, 0, SIDE, height, null);
      g.setColor(Color.DARK_GRAY);
      g.drawString(
          "frame " + (frame + 1) + (frame == prompted ? ", shown here" : ""),
          left + 4,
          height + CAPTION - 7);
    }
    g.dispose();
    return BufferedImages.toImage(picture);
  }

  private static List<Integer> chosen(int count, int prompted) {
    TreeSet<Integer> chosen = new TreeSet<>();
    chosen.add(prompted);
    for (int i = COUNT - 1; i >= 0 && chosen.size() < Math.min(COUNT, count); i--) {
      chosen.add((int) Math.round(i * (count - 1.0) / (COUNT - 1)));
    }
    for (int i = 0; chosen.size() < Math.min(COUNT, count); i++) {
      chosen.add(i);
    }
    return List.copyOf(chosen);
  }

  private static Image painted(Image frame, Mask found, Optional<Mask> truth) {
    Canvas canvas = new Canvas(frame, 1);
    found.forEachRun((y, from, to) -> canvas.row(y, from, to - 1, FOUND, VEIL));
    truth.ifPresent(
        t ->
            t.forEachRun(
                (y, from, to) -> {
                  for (int x = from; x < to; x++) {
                    if (isEdge(t, x, y)) {
                      canvas.blend(x, y, TRUE, 0.9);
                    }
                  }
                }));
    return canvas.image();
  }

  private static boolean isEdge(Mask mask, int x, int y) {
    return !mask.contains(x - 1, y)
        || !mask.contains(x + 1, y)
        || !mask.contains(x, y - 1)
        || !mask.contains(x, y + 1);
  }
}
