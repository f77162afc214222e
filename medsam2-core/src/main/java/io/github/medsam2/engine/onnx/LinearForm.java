// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.tensor.Shape.ANY;

import io.github.medsam2.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer as {@code Gemm} with a transposed weight, which leaves the checkpoint's {@code
 * (out, in)} matrix in its file as it is. Inputs of other ranks are seen as a matrix; a reshape
 * moves no data.
 */
final class LinearForm {
  private final Emitter emit;
  private final @Nullable RoundedForm rounded;

  /**
   * @param rounded whether large layers calculate in 8 bits
   */
  LinearForm(Emitter emit, boolean rounded) {
    this.emit = emit;
    this.rounded = rounded ? new RoundedForm(emit) : null;
  }

  OnnxValue apply(OnnxValue x, OnnxValue weight, @Nullable OnnxValue bias) {
    Shapes.rank("linear", weight.shape(), 2);
    Shapes.require(x.shape().rank() > 0, "linear", "at least one axis", "a scalar");
    Shapes.same("linear", x.shape(), -1, weight.shape(), 1);
    long in = weight.shape().dim(1);
    OnnxValue y = gemm(x.shape().rank() == 2 ? x : emit.reshape(x, ANY, in), weight, bias);
    return x.shape().rank() == 2 ? y : withLead(y, x);
  }

  private OnnxValue gemm(OnnxValue rows, OnnxValue weight, @Nullable OnnxValue bias) {
    Shape shape = Shape.of(rows.shape().dim(0), weight.shape().dim(0));
    if (bias != null) {
      Shapes.same("linear", weight.shape(), 0, bias.shape(), -1);
    }
    if (rounded != null && weight.shape().dim(1) >= RoundedForm.LEAST_INPUTS) {
      return rounded.apply(rows, weight, bias);
    }
    List<OnnxValue> inputs = bias == null ? List.of(rows, weight) : List.of(rows, weight, bias);
    return emit.node("Gemm", shape, inputs, Attribute.of("transB", 1));
  }

  /** The rows of {@code y} laid out as the leading axes of {@code x}. */
  private OnnxValue withLead(OnnxValue y, OnnxValue x) {
    long out = y.shape().dim(1);
    OnnxValue sizes = emit.target(x, x.shape().rank() - 1, out);
    return emit.reshape(y, x.shape().with(-1, out), sizes);
  }
}
