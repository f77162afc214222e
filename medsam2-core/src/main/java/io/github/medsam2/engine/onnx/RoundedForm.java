// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer in integers of 8 bits. The weights get a scale for each output, the values one
 * scale and zero point at each run. The runtime calculates the rounded weights once, when it loads
 * the graph.
 */
final class RoundedForm {
  /** Below that a product gains less than rounding its input costs. */
  static final long LEAST_INPUTS = 192;

  /** Seven bits: two products of eight saturate the 16-bit sums of processors without VNNI. */
  private static final double LARGEST = 63;

  private static final double SMALLEST_SCALE = 1e-30;

  private final Emitter emit;

  RoundedForm(Emitter emit) {
    this.emit = emit;
  }

  OnnxValue apply(OnnxValue rows, OnnxValue weight, @Nullable OnnxValue bias) {
    long out = weight.shape().dim(0);
    OnnxValue most = emit.reduce("ReduceMax", emit.map("Abs", weight), 1);
    OnnxValue scale = emit.zip("Mul", emit.zip("Max", most, SMALLEST_SCALE), 1 / LARGEST);
    OnnxValue whole = emit.int8(emit.map("Round", emit.zip("Div", weight, scale)));
    List<OnnxValue> in = new ArrayList<>();
    in.add(rows);
    in.add(emit.transpose(whole, 1, 0));
    in.add(emit.reshape(scale, out));
    if (bias != null) {
      in.add(OnnxValue.ABSENT);
      in.add(bias);
    }
    return emit.contributed("DynamicQuantizeMatMul", Shape.of(rows.shape().dim(0), out), in);
  }
}
