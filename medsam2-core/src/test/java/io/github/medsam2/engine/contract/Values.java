// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Tensors for tests, the same at every call. */
final class Values {

  private Values() {}

  /** Normally distributed values. */
  static HostTensor normal(long seed, long... dims) {
    return about(seed, 0, 1, dims);
  }

  /** Normally distributed values about a mean. */
  static HostTensor about(long seed, double mean, double deviation, long... dims) {
    Random random = new Random(seed);
    return computed(i -> mean + deviation * random.nextGaussian(), dims);
  }

  /** Whole numbers from {@code -limit} to {@code limit}, whose sums and products are exact. */
  static HostTensor whole(long seed, int limit, long... dims) {
    Random random = new Random(seed);
    return computed(i -> random.nextInt(2 * limit + 1) - limit, dims);
  }

  /** One value everywhere. */
  static HostTensor filled(double value, long... dims) {
    return computed(i -> value, dims);
  }

  /** The values given, in a row. */
  static HostTensor row(double... values) {
    return computed(i -> values[i], values.length);
  }

  private static HostTensor computed(IntToDoubleFunction f, long... dims) {
    float[] values = new float[Math.toIntExact(Shape.of(dims).count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) f.applyAsDouble(i);
    }
    return HostTensor.of(values, dims);
  }
}
