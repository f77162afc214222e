// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.djl.ndarray.NDArray;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;

/** A tensor in ONNX Runtime's memory, or in a direct buffer it reads. */
final class NativeTensor implements EngineTensor {
  private final OnnxEngine engine;
  private final NDArray array;
  private final Shape shape;
  private final DType dtype;
  private final Guard guard;

  /**
   * @param array becomes this tensor's
   * @param afterwards called when the array is closed
   */
  NativeTensor(OnnxEngine engine, NDArray array, Runnable afterwards) {
    this.engine = engine;
    this.array = array;
    shape = Shape.of(array.getShape().getShape());
    dtype = OnnxTypes.of("tensor " + shape, array.getDataType()).dtype();
    guard =
        engine.own(
            "tensor " + shape,
            () -> {
              array.close();
              afterwards.run();
            });
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public HostTensor toHost() {
    return engine.guard().during(() -> guard.during(this::copy));
  }

  @Override
  public void close() {
    guard.close();
  }

  boolean isFrom(OnnxEngine other) {
    return engine == other;
  }

  Guard guard() {
    return guard;
  }

  /** The array, to be read within {@link #guard}. */
  NDArray array() {
    return array;
  }

  private HostTensor copy() {
    return shape.count() == 0
        ? HostTensor.zeros(dtype, shape)
        : new HostTensor(shape, dtype, array.toByteBuffer());
  }
}
