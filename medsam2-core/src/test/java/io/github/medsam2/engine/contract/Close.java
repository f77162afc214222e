// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.Locale;

/** Compares tensors; a difference is counted in units of the last place of the largest value. */
final class Close {

  private Close() {}

  /** Checks shape, element type and elements; NaN equals NaN and nothing else. */
  static void check(String what, HostTensor expected, HostTensor actual, double ulps) {
    assertThat(actual.shape()).as("%s: shape", what).isEqualTo(expected.shape());
    assertThat(actual.dtype()).as("%s: element type", what).isEqualTo(expected.dtype());
    if (expected.dtype() != DType.FLOAT32) {
      assertThat(actual.data()).as(what).isEqualTo(expected.data());
      return;
    }
    double limit = ulps * 0x1p-23 * Math.max(1, largest(expected.floats()));
    FloatBuffer want = expected.floats();
    FloatBuffer got = actual.floats();
    for (int i = 0; i < want.capacity(); i++) {
      if (!near(want.get(i), got.get(i), limit)) {
        fail(message(what, expected, i, want.get(i), got.get(i), limit));
      }
    }
  }

  private static boolean near(float want, float got, double limit) {
    return Float.isFinite(want)
        ? Math.abs((double) got - want) <= limit
        : Float.compare(want, got) == 0;
  }

  private static double largest(FloatBuffer values) {
    double max = 0;
    while (values.hasRemaining()) {
      float v = values.get();
      max = Float.isFinite(v) ? Math.max(max, Math.abs(v)) : max;
    }
    return max;
  }

  private static String message(
      String what, HostTensor t, int i, float want, float got, double limit) {
    return String.format(
        Locale.ROOT,
        "%s: element %d of %s: expected %s within %.3g, found %s",
        what,
        i,
        t.shape(),
        want,
        limit,
        got);
  }
}
