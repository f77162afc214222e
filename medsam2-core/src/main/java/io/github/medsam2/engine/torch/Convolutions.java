package io.github.medsam2.engine.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.jspecify.annotations.Nullable;

/** Convolutions, checked before native code sees them: some wrong ranks would crash the JVM. */
final class Convolutions {
  private static final Shape NO_DILATION = new Shape(1, 1);

  private Convolutions() {}

  static PtNDArray conv2d(
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
    Shape strides = new Shape(stride, stride);
    Shape paddings = new Shape(padding, padding);
    return JniUtils.convolution(x, weight, bias, strides, paddings, NO_DILATION, groups);
  }

  static PtNDArray transpose2x2(
      PtNDManager manager, TorchScript script, PtNDArray x, PtNDArray weight, PtNDArray bias) {
    Checks.rank("convTranspose2x2 input", x, 4);
    Checks.rank("convTranspose2x2 weight", weight, 4);
    long out = weight.getShape().get(1);
    Checks.shape("convTranspose2x2 weight", weight, x.getShape().get(1), out, 2, 2);
    Checks.shape("convTranspose2x2 bias", bias, out);
    return script.transpose2x2(manager, x, weight, bias);
  }
}
