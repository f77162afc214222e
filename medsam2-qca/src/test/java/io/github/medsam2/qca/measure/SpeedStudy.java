// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Times a series of 100 frames and one tube on 4096 x 4096 pixels, call after call: by the clock,
 * and in processor time of the thread, which others on the machine do not change.
 */
final class SpeedStudy {
  private SpeedStudy() {}

  private static double distance(int x, int y, int size) {
    return Math.abs(y - size / 2.0 - size / 6.0 * Math.sin(6.0 * x / size));
  }

  private static Mask tube(int size, double radius) {
    byte[] b = new byte[size * size];
    for (int i = 0; i < b.length; i++) {
      int x = i % size;
      boolean in = distance(x, i / size, size) < 1.3 * radius && x > 20 && x < size - 20;
      b[i] = (byte) (in ? 1 : 0);
    }
    return Mask.of(size, size, b);
  }

  private static Image image(int size, double radius, long seed) {
    Random random = new Random(seed);
    byte[] b = new byte[size * size];
    for (int i = 0; i < b.length; i++) {
      double d = distance(i % size, i / size, size) / 1.3;
      double chord = d < radius ? 2 * Math.sqrt(radius * radius - d * d) : 0;
      b[i] = (byte) Math.round(180 * Math.exp(-0.3 * chord / radius) + 3 * random.nextGaussian());
    }
    return Image.gray8(size, size, b);
  }

  /** Prints seconds. */
  public static void main(String[] args) {
    Qca qca = new Qca(QcaOptions.standard());
    Image[] frames = new Image[100];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = image(512, 5, i);
    }
    Mask small = tube(512, 5);
    long[] begun = now();
    QcaSeries.of(
        qca,
        FrameSource.of(List.of(frames)),
        i -> Optional.of(small),
        i -> Double.NaN,
        new Calibration.None());
    print("100 frames of 512 x 512", begun);
    Image large = image(4096, 24, 1);
    Mask mask = tube(4096, 24);
    for (int k = 1; k <= 5; k++) {
      long[] start = now();
      QcaResult r = qca.measure(large, mask, new Calibration.None());
      print("4096 x 4096, " + r.function().size() + " samples, call " + k, start);
    }
  }

  private static long[] now() {
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return new long[] {System.nanoTime(), cpu};
  }

  private static void print(String what, long[] start) {
    long[] end = now();
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s by the clock, %.2f s of processor%n",
        what,
        (end[0] - start[0]) / 1e9,
        (end[1] - start[1]) / 1e9);
  }
}
