// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.util.Random;

/**
 * Made-up pictures: smooth ones with noise, flat parts and extremes, as codecs like and dislike.
 */
public final class Pictures {

  private Pictures() {}

  /** A picture whose samples use all of {@code precision} bits. */
  public static CodedImage of(int width, int height, int components, int precision, long seed) {
    Random random = new Random(seed);
    FrameShape shape = new FrameShape(width, height, components);
    short[] samples = new short[shape.samples()];
    int max = (1 << precision) - 1;
    for (int i = 0; i < samples.length; i++) {
      int pixel = i / components;
      int x = pixel % width;
      int y = pixel / width;
      double wave = 0.5 + 0.45 * Math.sin(x * 0.11 + i % components) * Math.cos(y * 0.07);
      int v = (int) (wave * max) + (random.nextInt(9) - 4) * max / 512;
      if (y % 7 == 3) {
        v = max / 3;
      }
      if (random.nextInt(50) == 0) {
        v = random.nextBoolean() ? max : 0;
      }
      samples[i] = (short) Math.max(0, Math.min(max, v));
    }
    return new CodedImage(shape, precision, CodedImage.Color.UNSAID, samples);
  }
}
