// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.tensor.Shape.ANY;

import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations on maps of pixels: convolutions, pooling and resizing. */
final class ImageForm {
  private final Emitter emit;

  ImageForm(Emitter emit) {
    this.emit = emit;
  }

  OnnxValue convolve(
      OnnxValue x,
      OnnxValue weight,
      @Nullable OnnxValue bias,
      int stride,
      int padding,
      int groups) {
    Shape in = x.shape();
    Shape w = weight.shape();
    Shapes.rank("conv2d", in, 4);
    Shapes.rank("conv2d", w, 4);
    Shapes.require(
        in.dim(1) == ANY || in.dim(1) == w.dim(1) * groups,
        "conv2d",
        w.dim(1) * groups + " channels",
        in.toString());
    Shape out =
        Shape.of(
            in.dim(0),
            w.dim(0),
            Shapes.convolved(in.dim(2), w.dim(2), stride, padding),
            Shapes.convolved(in.dim(3), w.dim(3), stride, padding));
    return emit.node(
        "Conv",
        out,
        bias == null ? List.of(x, weight) : List.of(x, weight, bias),
        Attribute.of("group", groups),
        Attribute.of("strides", new long[] {stride, stride}),
        Attribute.of("pads", new long[] {padding, padding, padding, padding}));
  }

  OnnxValue convolveTransposed(OnnxValue x, OnnxValue weight, OnnxValue bias) {
    Shapes.rank("convTranspose2x2", x.shape(), 4);
    Shapes.rank("convTranspose2x2", weight.shape(), 4);
    Shapes.same("convTranspose2x2", x.shape(), 1, weight.shape(), 0);
    Shape out = doubled(x.shape()).with(1, weight.shape().dim(1));
    return emit.node(
        "ConvTranspose",
        out,
        List.of(x, weight, bias),
        Attribute.of("strides", new long[] {2, 2}),
        Attribute.of("kernel_shape", new long[] {2, 2}));
  }

  OnnxValue maxPool(OnnxValue x) {
    Shape in = x.shape();
    Shapes.rank("maxPool2x2ChannelsLast", in, 4);
    boolean even =
        (in.dim(1) % 2 == 0 || in.dim(1) == ANY) && (in.dim(2) % 2 == 0 || in.dim(2) == ANY);
    Shapes.require(even, "maxPool2x2ChannelsLast", "an even height and width", in.toString());
    boolean known = in.dim(1) != ANY && in.dim(2) != ANY && in.dim(3) != ANY;
    return known ? maxOfPairs(x) : maxOfChannelsFirst(x);
  }

  /** Pairs of rows, then pairs of columns: one reduction of both axes is 4 times slower. */
  private OnnxValue maxOfPairs(OnnxValue x) {
    long width = x.shape().dim(2) / 2;
    long channels = x.shape().dim(3);
    OnnxValue rows = emit.reduce("ReduceMax", emit.reshape(x, ANY, 2, 2 * width * channels), 1);
    OnnxValue most = emit.reduce("ReduceMax", emit.reshape(rows, ANY, 2, channels), 1);
    return emit.reshape(most, x.shape().dim(0), x.shape().dim(1) / 2, width, channels);
  }

  private OnnxValue maxOfChannelsFirst(OnnxValue x) {
    OnnxValue map = emit.transpose(x, 0, 3, 1, 2);
    Shape in = map.shape();
    Shape out = in.with(2, halved(in.dim(2))).with(3, halved(in.dim(3)));
    long[] two = {2, 2};
    Attribute kernel = Attribute.of("kernel_shape", two);
    Attribute strides = Attribute.of("strides", two);
    return emit.transpose(emit.node("MaxPool", out, List.of(map), kernel, strides), 0, 2, 3, 1);
  }

  OnnxValue upsample(OnnxValue x) {
    Shapes.rank("upsampleNearest2x", x.shape(), 4);
    OnnxValue scales = emit.stored().constant(HostTensor.of(new float[] {1, 1, 2, 2}, 4));
    return emit.node(
        "Resize",
        doubled(x.shape()),
        List.of(x, OnnxValue.ABSENT, scales),
        Attribute.of("mode", "nearest"),
        Attribute.of("coordinate_transformation_mode", "asymmetric"),
        Attribute.of("nearest_mode", "floor"));
  }

  OnnxValue resize(OnnxValue x, int height, int width) {
    Shapes.rank("resizeBilinear", x.shape(), 4);
    return emit.node(
        "Resize",
        x.shape().with(2, height).with(3, width),
        List.of(x, OnnxValue.ABSENT, OnnxValue.ABSENT, emit.stored().longs(height, width)),
        Attribute.of("mode", "linear"),
        Attribute.of("coordinate_transformation_mode", "half_pixel"),
        Attribute.of("axes", new long[] {2, 3}));
  }

  private static Shape doubled(Shape x) {
    return x.with(2, Shapes.times(x.dim(2), 2)).with(3, Shapes.times(x.dim(3), 2));
  }

  private static long halved(long size) {
    return size == ANY ? ANY : size / 2;
  }
}
