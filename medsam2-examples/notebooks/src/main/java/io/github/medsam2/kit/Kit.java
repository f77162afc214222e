// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.prompt.Prompt;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/**
 * What is at hand in JShell and notebooks; imported statically by the start-up script. Programs use
 * the library itself. For research only; not a medical device.
 */
public final class Kit {
  private static @Nullable MedSam2 model;

  private Kit() {}

  /** xca-nano, opened when first asked for and then kept; {@link #use} takes another one. */
  public static synchronized MedSam2 model() {
    MedSam2 known = model;
    if (known == null) {
      known = XcaNano.load();
      model = known;
    }
    return known;
  }

  /** Opens weights of your own, to be {@link #model()} from now on. */
  public static synchronized MedSam2 use(Path checkpoint) {
    MedSam2 opened = MedSam2.load(checkpoint);
    MedSam2 before = model;
    model = opened;
    if (before != null) {
      before.close();
    }
    return opened;
  }

  /** A made-up angiogram with its truth. */
  public static Example angiogram() {
    return Example.angiogram();
  }

  /** Embeds an image, prompts it once and lets the features go. */
  public static Segmentation segment(Image image, Prompt prompt) {
    MedSam2 used = model();
    try (ImageEmbedding features = used.embed(image)) {
      return used.prompt(features).and(prompt).predict();
    }
  }

  /** An image under masks, each in its colour; notebooks show it when it ends a cell. */
  public static BufferedImage picture(Image image, Mask... masks) {
    return Pictures.of(image, List.of(masks));
  }

  /**
   * Shows an image under masks: in a window, or without a display as a PNG whose path it prints.
   */
  public static void show(Image image, Mask... masks) {
    BufferedImage picture = picture(image, masks);
    if (GraphicsEnvironment.isHeadless()) {
      System.out.println("no display; the picture is " + png(picture));
    } else {
      SwingUtilities.invokeLater(() -> window(picture));
    }
  }

  private static Path png(BufferedImage picture) {
    try {
      Path file = Files.createTempFile("medsam2-", ".png");
      ImageIO.write(picture, "png", file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void window(BufferedImage picture) {
    JFrame frame = new JFrame("MedSAM2 for Java - research only");
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.add(new JLabel(new ImageIcon(picture)));
    frame.pack();
    frame.setLocationByPlatform(true);
    frame.setVisible(true);
  }

  /** The overlap of two masks: 1 where they are the same, 0 where they share nothing. */
  public static double dice(Mask a, Mask b) {
    return MaskScores.overlap(a, b).dice();
  }
}
