// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * The way from transmitted quanta to stored grey values: scatter, quantum noise, detector blur,
 * electronic noise, a power-law display curve, optional edge enhancement.
 */
final class Detector {
  /** Quanta per square millimetre and microgray of the RQA5 beam. */
  private static final double FLUENCE = 30_174;

  private static final double EFFICIENCY = 0.7;
  private static final double SCATTER_TO_PRIMARY = 0.3;
  private static final double SCATTER_SIGMA_MM = 25;
  private static final double BLUR_SIGMA_MM = 0.175;
  private static final double ELECTRONIC = 1.5;

  private final PhantomConfig config;
  private final double quanta;
  private final double gamma;
  private final double grey;
  private final float[] normals = new float[1 << 16];

  Detector(PhantomConfig config) {
    this.config = config;
    this.quanta = FLUENCE * config.kerma() * config.pitch() * config.pitch() * EFFICIENCY;
    Chance chance = new Chance(config.seed(), 4);
    this.gamma = chance.between(0.5, 0.75);
    this.grey = chance.between(0.4, 0.52);
    for (int i = 0; i < normals.length; i++) {
      normals[i] = (float) chance.normal();
    }
  }

  /** Mean quanta in a pixel. */
  double quanta() {
    return quanta;
  }

  /**
   * Forms the image of a frame.
   *
   * @param transmission mean quanta relative to the average of the field
   */
  Image expose(float[] transmission, int frame) {
    int w = config.width();
    int h = config.height();
    float[] signal = config.has(Effect.SCATTER) ? scatter(transmission, w, h) : transmission;
    float[] counts = new float[signal.length];
    SplittableRandom random = new SplittableRandom(config.seed() * 31 + frame);
    boolean noisy = config.has(Effect.NOISE);
    long bits = 0;
    for (int i = 0; i < counts.length; i++) {
      bits = (i & 3) == 0 ? random.nextLong() : bits >>> 16;
      float n = (float) (signal[i] * quanta);
      float g = noisy ? normals[(int) (bits & 0xffff)] : 0;
      counts[i] = Math.max(0, n + (float) Math.sqrt(n) * g);
    }
    if (config.has(Effect.BLUR)) {
      counts = Grid.gauss(counts, w, h, BLUR_SIGMA_MM / config.pitch());
    }
    if (noisy) {
      electronic(counts, random);
    }
    return store(config.has(Effect.SHARPENING) ? sharpen(counts, w, h) : counts);
  }

  private float[] scatter(float[] primary, int w, int h) {
    float[] wide = Grid.wideGauss(primary, w, h, SCATTER_SIGMA_MM / config.pitch());
    float[] sum = new float[primary.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) ((primary[i] + SCATTER_TO_PRIMARY * wide[i]) / (1 + SCATTER_TO_PRIMARY));
    }
    return sum;
  }

  private void electronic(float[] counts, SplittableRandom random) {
    long bits = 0;
    for (int i = 0; i < counts.length; i++) {
      bits = (i & 3) == 0 ? random.nextLong() : bits >>> 16;
      counts[i] += (float) ELECTRONIC * normals[(int) (bits & 0xffff)];
    }
  }

  private static float[] sharpen(float[] in, int w, int h) {
    float[] soft = Grid.gauss(in, w, h, 1.5);
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = in[i] + 0.5f * (in[i] - soft[i]);
    }
    return out;
  }

  private Image store(float[] counts) {
    int top = (1 << config.bits()) - 1;
    boolean wide = config.bits() > 8;
    ByteBuffer out =
        ByteBuffer.allocate(counts.length * (wide ? 2 : 1)).order(ByteOrder.LITTLE_ENDIAN);
    for (float c : counts) {
      double g = top * grey * StrictMath.pow(Math.max(0, c) / quanta, gamma);
      int v = (int) Math.min(top, Math.max(0, g + 0.5));
      if (wide) {
        out.putShort((short) v);
      } else {
        out.put((byte) v);
      }
    }
    PixelType type = wide ? PixelType.UINT16 : PixelType.UINT8;
    return Image.of(config.width(), config.height(), 1, type, out.flip());
  }
}
