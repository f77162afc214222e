// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.xray;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.qca.phantom.chance.Chance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The way from transmitted quanta to stored grey values: scatter, quantum noise, detector blur,
 * electronic noise, a power-law display curve, optional edge enhancement.
 */
public final class Detector {
  /** Quanta per square millimetre and microgray of the RQA5 beam. */
  private static final double FLUENCE = 30_174;

  private static final double EFFICIENCY = 0.7;
  private static final double SCATTER_TO_PRIMARY = 0.3;
  private static final double SCATTER_SIGMA_MM = 25;
  private static final double BLUR_SIGMA_MM = 0.175;
  private static final double ELECTRONIC = 1.5;

  /** Steps of the display curve from 0 to the average of the field. */
  private static final int PER_LEVEL = 2048;

  /** Ten times the average. */
  private static final int CURVE = 10 * PER_LEVEL;

  private final Screen screen;
  private final Exposure exposure;
  private final long seed;
  private final double quanta;
  private final float[] curve = new float[CURVE + 2];
  private final double sharpness;
  private final double softness;
  private final float[] normals = new float[1 << 16];

  /**
   * @param open transmission without contrast, relative to the average of the field
   */
  public Detector(Screen screen, Exposure exposure, float[] open, long seed) {
    this.screen = screen;
    this.exposure = exposure;
    this.seed = seed;
    double pitch = screen.arm().pitch();
    this.quanta = FLUENCE * exposure.kerma() * pitch * pitch * EFFICIENCY;
    display(open);
    Chance edges = new Chance(seed, 41);
    this.sharpness = edges.between(0.4, 1.4);
    this.softness = edges.between(0.9, 1.8);
    Chance chance = new Chance(seed, 4);
    for (int i = 0; i < normals.length; i++) {
      normals[i] = (float) chance.normal();
    }
  }

  /**
   * The display curve: a power law that spreads the field over the greys, as workstations do. Of a
   * field without structure the power is drawn.
   */
  private void display(float[] open) {
    Chance chance = new Chance(seed, 40);
    float[] field = middle(open);
    Arrays.sort(field);
    double low = field[field.length / 50];
    double high = field[field.length * 49 / 50];
    double dark = chance.between(40, 85);
    double bright = chance.between(160, 235);
    double even = chance.between(0.5, 0.75);
    double wanted = StrictMath.log(bright / dark) / StrictMath.log(Math.max(1.0001, high / low));
    double gamma = high < 1.05 * low ? even : Math.max(0.45, Math.min(1.5, wanted));
    double top = (1 << exposure.bits()) - 1.0;
    double grey =
        high < 1.05 * low
            ? top * chance.between(0.4, 0.52)
            : top / 255 * bright / StrictMath.pow(high, gamma);
    for (int i = 0; i < curve.length; i++) {
      curve[i] = (float) (grey * StrictMath.pow(i / (double) PER_LEVEL, gamma));
    }
  }

  /** The part of the field that shutters leave open. */
  private float[] middle(float[] open) {
    int w = screen.width();
    int h = screen.height();
    float[] part = new float[(w - w / 5) * (h - h / 5)];
    int n = 0;
    for (int y = h / 10; y < h / 10 + h - h / 5; y++) {
      for (int x = w / 10; x < w / 10 + w - w / 5; x++) {
        part[n++] = open[y * w + x];
      }
    }
    return part;
  }

  /** Mean quanta in a pixel. */
  public double quanta() {
    return quanta;
  }

  /**
   * Forms the image of a frame.
   *
   * @param transmission mean quanta relative to the average of the field
   */
  public Image expose(float[] transmission, int frame) {
    int w = screen.width();
    int h = screen.height();
    float[] signal = exposure.scatter() ? scatter(transmission, w, h) : transmission;
    float[] counts = new float[signal.length];
    SplittableRandom random = new SplittableRandom(seed * 31 + frame);
    boolean noisy = exposure.noise();
    long bits = 0;
    for (int i = 0; i < counts.length; i++) {
      bits = (i & 3) == 0 ? random.nextLong() : bits >>> 16;
      float n = (float) (signal[i] * quanta);
      float g = noisy ? normals[(int) (bits & 0xffff)] : 0;
      counts[i] = Math.max(0, n + (float) Math.sqrt(n) * g);
    }
    if (exposure.blur()) {
      counts = Grid.gauss(counts, w, h, BLUR_SIGMA_MM / screen.arm().pitch());
    }
    if (noisy) {
      electronic(counts, random);
    }
    return store(exposure.sharpening() ? sharpen(counts, w, h) : counts);
  }

  private float[] scatter(float[] primary, int w, int h) {
    float[] wide = Grid.wideGauss(primary, w, h, SCATTER_SIGMA_MM / screen.arm().pitch());
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

  private float[] sharpen(float[] in, int w, int h) {
    float[] soft = Grid.gauss(in, w, h, softness);
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = in[i] + (float) sharpness * (in[i] - soft[i]);
    }
    return out;
  }

  private Image store(float[] counts) {
    int top = (1 << exposure.bits()) - 1;
    boolean wide = exposure.bits() > 8;
    float scale = (float) (PER_LEVEL / quanta);
    ByteBuffer out =
        ByteBuffer.allocate(counts.length * (wide ? 2 : 1)).order(ByteOrder.LITTLE_ENDIAN);
    for (float c : counts) {
      float p = Math.min(CURVE, Math.max(0, c * scale));
      int k = (int) p;
      float g = curve[k] + (p - k) * (curve[k + 1] - curve[k]);
      int v = (int) Math.min(top, g + 0.5f);
      if (wide) {
        out.putShort((short) v);
      } else {
        out.put((byte) v);
      }
    }
    PixelType type = wide ? PixelType.UINT16 : PixelType.UINT8;
    return Image.of(screen.width(), screen.height(), 1, type, out.flip());
  }
}
