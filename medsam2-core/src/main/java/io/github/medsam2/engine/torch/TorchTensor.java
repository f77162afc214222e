// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;

/** A tensor in PyTorch's memory. Closing it while a run reads it is safe: the run keeps its own. */
final class TorchTensor implements EngineTensor {
  private final Lifetime engine;
  private final PtNDArray array;
  private final Shape shape;
  private final DType dtype;

  /**
   * @param engine must be alive while the array is read
   * @param array row-major; this tensor's own handle
   */
  TorchTensor(Lifetime engine, PtNDArray array) {
    this.engine = engine;
    this.array = array;
    this.shape = Shape.of(array.getShape().getShape());
    this.dtype = Lift.dtype(array);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  boolean belongsTo(Lifetime other) {
    return engine == other;
  }

  @Override
  public HostTensor toHost() {
    // The engine's lock is always taken before a tensor's.
    return engine.use(
        () -> {
          synchronized (this) {
            return Failures.explained("tensor " + shape, () -> Lift.toHost(open(), dtype, shape));
          }
        });
  }

  /** Another handle of the same memory, the caller's to close. */
  synchronized PtNDArray alias() {
    return JniUtils.detachGradient(open());
  }

  private PtNDArray open() {
    if (array.isReleased()) {
      throw new EngineException(
          "tensor " + shape, "an open tensor", "a closed one", "close it after its last use");
    }
    return array;
  }

  @Override
  public synchronized void close() {
    array.close();
  }
}
