// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.image.Image;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A frame of any depth as AWT shows it: the darkest to brightest 0.1 percent apart fill the range.
 */
final class GreyPicture {
  private static final double TAIL = 0.001;

  private GreyPicture() {}

  static BufferedImage of(Image frame) {
    float[] samples = frame.plane(0);
    float[] sorted = samples.clone();
    Arrays.sort(sorted);
    int tail = (int) (TAIL * (sorted.length - 1));
    float low = sorted[tail];
    float span = Math.max(1e-6f, sorted[sorted.length - 1 - tail] - low);
    BufferedImage shown =
        new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < samples.length; i++) {
      int grey = Math.round(255 * Math.max(0, Math.min(1, (samples[i] - low) / span)));
      shown.setRGB(i % frame.width(), i / frame.width(), grey << 16 | grey << 8 | grey);
    }
    return shown;
  }
}
