// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The computation of one changed weight. Its result is not kept: an engine holds it, and asks again
 * for it after the heap let go of it.
 */
record Merge(Weights base, AdapterStack adapters, String key) {

  /** Checks that the adapters fit the weight and that the result is finite. */
  static Merge of(Weights base, AdapterStack adapters, String key) {
    adapters.terms().forEach(term -> requireFits(base, term.adapter(), key));
    return new Merge(base, adapters, key);
  }

  private static void requireFits(Weights base, Adapter adapter, String key) {
    LowRank correction = correction(adapter, key);
    HostTensor whole = adapter.whole().get(key);
    Shape wanted =
        correction != null ? correction.weightShape() : whole != null ? whole.shape() : null;
    if (wanted == null) {
      return;
    }
    if (!base.keys().contains(key)) {
      throw BaseWeights.unfit(
          adapter.name(),
          key,
          "a key of " + base.source(),
          "none of its " + base.keys().size() + " keys",
          "load the base it was trained on");
    }
    HostTensor own = base.get(key).value();
    if (!own.shape().equals(wanted) || !own.dtype().isFloating()) {
      throw BaseWeights.unfit(
          adapter.name(),
          key,
          "the shape of the base's, " + own.shape() + " of " + own.dtype(),
          correction != null ? "factors for " + wanted : "a tensor " + wanted,
          "load the base it was trained on");
    }
  }

  private static String module(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  /** The result, computed once now for its check, and again when it is asked for later. */
  HostTensor lazily() {
    HostTensor lazy = HostTensor.lazy(base.get(key).value().shape(), DType.FLOAT32, this::compute);
    if (lazy.data().remaining() != lazy.bytes()) {
      throw new AssertionError(key);
    }
    return lazy;
  }

  private ByteBuffer compute() {
    float[] stored = base.get(key).toFloat32().toFloatArray();
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(stored.length, Float.BYTES));
    FloatBuffer out = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    HostTensor replacement = replacement();
    if (replacement != null) {
      out.put(replacement.floats());
      return bytes;
    }
    double[] change = change(stored);
    for (int i = 0; i < stored.length; i++) {
      // Where nothing changes the number stays to the bit, a negative zero too.
      float value = change[i] == 0 ? stored[i] : (float) (stored[i] + change[i]);
      if (!Float.isFinite(value)) {
        throw BaseWeights.unfit(
            adapters.toString(),
            key,
            "finite numbers when merged",
            Float.toString(value),
            "lower the adapter's weight, or take an earlier one");
      }
      out.put(value);
    }
    return bytes;
  }

  /** The whole tensor that alone decides, as it is. */
  private @Nullable HostTensor replacement() {
    HostTensor only = null;
    for (AdapterStack.Term term : adapters.terms()) {
      HostTensor whole = term.adapter().whole().get(key);
      boolean corrected = correction(term.adapter(), key) != null;
      if (corrected || whole != null && (only != null || term.weight() != 1)) {
        return null;
      }
      only = whole == null ? only : whole;
    }
    return only;
  }

  private double[] change(float[] stored) {
    double[] sum = new double[stored.length];
    for (AdapterStack.Term term : adapters.terms()) {
      LowRank correction = correction(term.adapter(), key);
      if (correction != null) {
        correction.addTo(sum, term.weight());
      }
      HostTensor whole = term.adapter().whole().get(key);
      if (whole != null) {
        FloatBuffer values = whole.floats();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += term.weight() * ((double) values.get(i) - stored[i]);
        }
      }
    }
    return sum;
  }

  private static @Nullable LowRank correction(Adapter adapter, String key) {
    return key.endsWith(".weight") ? adapter.corrections().get(module(key)) : null;
  }
}
