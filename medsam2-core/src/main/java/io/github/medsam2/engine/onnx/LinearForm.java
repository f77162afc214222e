// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.tensor.Shape.ANY;

import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer as {@code Gemm} with a transposed weight, which leaves the checkpoint's {@code
 * (out, in)} matrix in its file as it is. Inputs of other ranks are seen as a matrix; a reshape
 * moves no data.
 *
 * <p>Many rows are multiplied part by part, by one node in a loop: the runtime goes over all rows
 * for every few columns of the weight, and rows that stay in a processor's cache meanwhile are
 * multiplied 1.5 times as fast. The numbers are the same to the bit.
 */
final class LinearForm {
  /** Numbers of rows that stay in a cache, nearly, while a weight passes by. */
  private static final long CACHED = 432 * 1024;

  /**
   * More rows than these are parted where that many do not stay: fewer cost more than they gain.
   */
  private static final long MOST = 432;

  private static final long LEAST = 144;

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
    Attribute transposed = Attribute.of("transB", 1);
    List<OnnxValue> more = bias == null ? List.of(weight) : List.of(weight, bias);
    long part = part(rows.shape());
    if (part > 0) {
      OnnxValue parts = emit.reshape(rows, ANY, part, rows.shape().dim(1));
      OnnxValue all = emit.each("Gemm", parts, shape.with(0, part), more, transposed);
      return emit.reshape(all, shape.dims());
    }
    List<OnnxValue> inputs = new ArrayList<>(List.of(rows));
    inputs.addAll(more);
    return emit.node("Gemm", shape, inputs, transposed);
  }

  /**
   * The rows that are multiplied at a time, where there are many: as many as stay in a processor's
   * own cache while the weights pass by. 0 to multiply all at once.
   */
  private static long part(Shape rows) {
    long count = rows.dim(0);
    long in = rows.dim(1);
    if (count == ANY || in == ANY || in == 0 || 2 * count * in < 3 * CACHED) {
      return 0;
    }
    for (long part = Math.max(MOST, CACHED / in); part >= LEAST; part--) {
      if (count % part == 0) {
        return part < count ? part : 0;
      }
    }
    return 0;
  }

  /** The rows of {@code y} laid out as the leading axes of {@code x}. */
  private OnnxValue withLead(OnnxValue y, OnnxValue x) {
    long out = y.shape().dim(1);
    OnnxValue sizes = emit.target(x, x.shape().rank() - 1, out);
    return emit.reshape(y, x.shape().with(-1, out), sizes);
  }
}
