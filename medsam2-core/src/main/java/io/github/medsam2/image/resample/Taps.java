// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image.resample;

import io.github.medsam2.error.InvalidInputException;
import java.util.function.DoubleUnaryOperator;

/**
 * The weighted input samples that make each output sample of one axis, when an image is resized by
 * averaging with a kernel that widens as the image shrinks (antialiasing).
 *
 * <p>With {@code s = in / out} and {@code f = max(s, 1)}, output i has its centre at {@code (i +
 * 0.5) s}, reaches {@code radius * f} to both sides, and weighs input j with {@code kernel((j + 0.5
 * - centre) / f)}; the weights are then divided by their sum. Source: the resampling of Pillow,
 * which torchvision follows.
 */
public final class Taps {
  private final int stride;
  private final int[] first;
  private final int[] count;
  private final double[] weights;

  private Taps(int out, int stride) {
    this.stride = stride;
    this.first = new int[out];
    this.count = new int[out];
    this.weights = new double[checkTarget(out, stride)];
  }

  /**
   * @param radius where the kernel ends when the image grows
   */
  static Taps of(int in, int out, double radius, DoubleUnaryOperator kernel) {
    double scale = (double) in / out;
    double filter = Math.max(scale, 1);
    double support = radius * filter;
    Taps taps = new Taps(out, (int) Math.min(in, Math.ceil(2 * support) + 1));
    for (int i = 0; i < out; i++) {
      double centre = (i + 0.5) * scale;
      int lo = Math.max((int) (centre - support + 0.5), 0);
      int hi = Math.min((int) (centre + support + 0.5), in);
      taps.first[i] = lo;
      taps.count[i] = hi - lo;
      taps.fill(i, kernel, centre, 1 / filter);
    }
    return taps;
  }

  private void fill(int i, DoubleUnaryOperator kernel, double centre, double inverse) {
    double sum = 0;
    for (int t = 0; t < count[i]; t++) {
      double w = kernel.applyAsDouble((first[i] + t - centre + 0.5) * inverse);
      weights[i * stride + t] = w;
      sum += w;
    }
    for (int t = 0; t < count[i]; t++) {
      weights[i * stride + t] /= sum;
    }
  }

  /** The first input sample of output i. */
  int first(int i) {
    return first[i];
  }

  /** How many input samples make output i. */
  int count(int i) {
    return count[i];
  }

  /** Distance of the weights of neighbouring outputs in {@link #weights}. */
  int stride() {
    return stride;
  }

  /** The weights of output i start at {@code i * stride()}. */
  double[] weights() {
    return weights;
  }

  /** The number of samples of a plane; checks that there are as many. */
  public static int checkPlane(int samples, int width, int height) {
    if (width < 1 || height < 1 || (long) width * height != samples) {
      throw new InvalidInputException(
          "plane to resize",
          "width * height samples, both at least 1",
          samples + " samples for " + width + "x" + height,
          "give the whole plane with its own size");
    }
    return samples;
  }

  /** The number of samples of a new size; checks that an array can hold them. */
  public static int checkTarget(int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          "new size",
          "width and height of at least 1 and fewer than 2^31 pixels",
          width + "x" + height,
          "choose another size");
    }
    return width * height;
  }
}
