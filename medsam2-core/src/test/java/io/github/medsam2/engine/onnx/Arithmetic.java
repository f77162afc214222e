// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Expected values by a formula over the index. */
final class Arithmetic {

  private Arithmetic() {}

  /** The element at an index; an axis of size 1 is read at 0 whatever the index. */
  static double at(HostTensor x, long... index) {
    long flat = 0;
    for (int i = 0; i < index.length; i++) {
      long size = x.shape().dim(i);
      flat = flat * size + (size == 1 ? 0 : index[i]);
    }
    return x.floats().get((int) flat);
  }

  static HostTensor make(ToDoubleFunction<long[]> formula, long... dims) {
    HostTensor out = HostTensor.of(new float[(int) Shape.of(dims).count()], dims);
    long[] index = new long[dims.length];
    for (int flat = 0; flat < out.shape().count(); flat++) {
      long rest = flat;
      for (int i = dims.length - 1; i >= 0; i--) {
        index[i] = rest % dims[i];
        rest /= dims[i];
      }
      out.floats().put(flat, (float) formula.applyAsDouble(index));
    }
    return out;
  }

  static double sum(long from, long to, LongToDouble term) {
    double total = 0;
    for (long i = from; i < to; i++) {
      total += term.at(i);
    }
    return total;
  }

  interface LongToDouble {
    double at(long i);
  }

  /** Demands every result to have the expected shape, and values within a tolerance. */
  static void assertClose(List<HostTensor> results, double tolerance, HostTensor expected) {
    for (HostTensor result : results) {
      assertThat(result.shape()).isEqualTo(expected.shape());
      assertThat(largestDifference(result, expected)).isLessThanOrEqualTo(tolerance);
    }
  }

  static double largestDifference(HostTensor a, HostTensor b) {
    float[] x = a.toFloatArray();
    float[] y = b.toFloatArray();
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      double d = Math.abs(x[i] - (double) y[i]);
      largest = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(largest, d);
    }
    return largest;
  }
}
