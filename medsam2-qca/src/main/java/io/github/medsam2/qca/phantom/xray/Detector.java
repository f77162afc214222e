package io.github.medsam2.qca.phantom.xray;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.qca.phantom.chance.Chance;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  private final Screen screen;
  private final Exposure exposure;
  private final long seed;
  private final double quanta;
  private final double gamma;
  private final double grey;
  private final float[] normals = new float[1 << 16];

  public Detector(Screen screen, Exposure exposure, long seed) {
    this.screen = screen;
    this.exposure = exposure;
    this.seed = seed;
    double pitch = screen.arm().pitch();
    this.quanta = FLUENCE * exposure.kerma() * pitch * pitch * EFFICIENCY;
    Chance chance = new Chance(seed, 4);
    this.gamma = chance.between(0.5, 0.75);
    this.grey = chance.between(0.4, 0.52);
    for (int i = 0; i < normals.length; i++) {
      normals[i] = (float) chance.normal();
    }
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

  private static float[] sharpen(float[] in, int w, int h) {
    float[] soft = Grid.gauss(in, w, h, 1.5);
    float[] out = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = in[i] + 0.5f * (in[i] - soft[i]);
    }
    return out;
  }

  private Image store(float[] counts) {
    int top = (1 << exposure.bits()) - 1;
    boolean wide = exposure.bits() > 8;
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
    return Image.of(screen.width(), screen.height(), 1, type, out.flip());
  }
}
