// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions as matrix products, checked before native code sees them: some wrong ranks would
 * crash the JVM.
 *
 * <p>PyTorch's own convolutions on the CPU are those of oneDNN, which answers wrongly, and without
 * a word, on virtual machines that hide the sizes of their caches. A network of this family spends
 * a few percent of its time in convolutions, so the safe way is the only one, on every device.
 */
final class Convolutions {

  private Convolutions() {}

  static PtNDArray conv2d(
      TorchOps ops,
      PtNDArray x,
      PtNDArray weight,
      @Nullable PtNDArray bias,
      int stride,
      int padding,
      int groups) {
    Checks.rank("conv2d input", x, 4);
    Checks.rank("conv2d weight", weight, 4);
    Checks.atLeast("conv2d stride", stride, 1);
    Checks.atLeast("conv2d padding", padding, 0);
    Checks.atLeast("conv2d groups", groups, 1);
    Shape kernel = weight.getShape();
    Checks.quotient("conv2d output channels", kernel.get(0), groups);
    Checks.same("conv2d channels", x.getShape().get(1), kernel.get(1) * groups);
    long height = outputs("conv2d height", x.getShape().get(2), kernel.get(2), stride, padding);
    long width = outputs("conv2d width", x.getShape().get(3), kernel.get(3), stride, padding);
    boolean alone = kernel.get(1) == 1 && kernel.get(0) == groups;
    Bands bands = new Bands(x.getShape(), kernel, stride, padding, height, width, Bands.MOST);
    if (!alone && bands.count() > 1) {
      return plus(bands.convolve(ops, x, weight, groups), "conv2d bias", bias);
    }
    try (PtNDArray like = ops.like(stride, padding, groups, height, width)) {
      PtNDArray y =
          alone
              ? ops.script().depthwise(ops.manager(), x, weight, like)
              : ops.script().convolve(ops.manager(), x, weight, like);
      return plus(y, "conv2d bias", bias);
    }
  }

  private static long outputs(String what, long size, long kernel, int stride, int padding) {
    long free = size + 2L * padding - kernel;
    Checks.atLeast(what, free, 0);
    return free / stride + 1;
  }

  static PtNDArray transpose2x2(TorchOps ops, PtNDArray x, PtNDArray weight, PtNDArray bias) {
    Checks.rank("convTranspose2x2 input", x, 4);
    Checks.rank("convTranspose2x2 weight", weight, 4);
    long out = weight.getShape().get(1);
    Checks.shape("convTranspose2x2 weight", weight, x.getShape().get(1), out, 2, 2);
    return plus(ops.script().transpose2x2(ops.manager(), x, weight), "convTranspose2x2 bias", bias);
  }

  /** Adds a number per channel; takes the first array over. */
  private static PtNDArray plus(PtNDArray x, String what, @Nullable PtNDArray bias) {
    if (bias == null) {
      return x;
    }
    long channels = x.getShape().get(1);
    try (x) {
      Checks.shape(what, bias, channels);
      try (PtNDArray column = JniUtils.reshape(bias, new long[] {channels, 1, 1})) {
        return JniUtils.add(x, column);
      }
    }
  }
}
