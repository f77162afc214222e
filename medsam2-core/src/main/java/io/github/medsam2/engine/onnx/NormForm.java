package io.github.medsam2.engine.onnx;

/**
 * Layer norm in two passes: mean, then the mean of squared differences. The runtime's own operator
 * loses digits (or everything) on maps with a large mean in most of its versions, and is slow in
 * the others.
 */
final class NormForm {
  private final Emitter emit;

  NormForm(Emitter emit) {
    this.emit = emit;
  }

  OnnxValue overLast(OnnxValue x, OnnxValue weight, OnnxValue bias, double epsilon) {
    Shapes.same("layerNorm", x.shape(), -1, weight.shape(), -1);
    OnnxValue unit = standardise(x, x.shape().rank() - 1, epsilon);
    return emit.zip("Add", emit.zip("Mul", unit, weight), bias);
  }

  OnnxValue overChannels(OnnxValue x, OnnxValue weight, OnnxValue bias, double epsilon) {
    Shapes.rank("layerNorm2d", x.shape(), 4);
    Shapes.same("layerNorm2d", x.shape(), 1, weight.shape(), 0);
    long channels = weight.shape().dim(0);
    OnnxValue unit = standardise(x, 1, epsilon);
    OnnxValue scaled = emit.zip("Mul", unit, emit.reshape(weight, channels, 1, 1));
    return emit.zip("Add", scaled, emit.reshape(bias, channels, 1, 1));
  }

  /** {@code (x - mean) / sqrt(variance + epsilon)}; a product, as a power would be fused back. */
  private OnnxValue standardise(OnnxValue x, int axis, double epsilon) {
    OnnxValue centred = emit.zip("Sub", x, emit.reduce("ReduceMean", x, axis));
    OnnxValue variance = emit.reduce("ReduceMean", emit.zip("Mul", centred, centred), axis);
    return emit.zip("Div", centred, emit.map("Sqrt", emit.zip("Add", variance, epsilon)));
  }
}
