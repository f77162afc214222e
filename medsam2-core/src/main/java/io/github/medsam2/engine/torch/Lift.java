// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Widening;
import java.nio.ByteBuffer;

/** Moves tensors between Java's memory and PyTorch's. */
final class Lift {

  private Lift() {}

  /** A float32 or int64 tensor copied into memory of PyTorch's own. */
  static PtNDArray copy(PtNDManager manager, String where, HostTensor value) {
    DataType type =
        switch (value.dtype()) {
          case FLOAT32 -> DataType.FLOAT32;
          case INT64 -> DataType.INT64;
          default -> throw unsupported(where, "float32 or int64", value);
        };
    return copyAs(manager, type, value);
  }

  /**
   * A weight as float32: a view of the host's memory if it is direct and float32, which the array
   * then keeps alive, else a converted copy.
   */
  static PtNDArray weight(PtNDManager manager, String where, HostTensor value) {
    return switch (value.dtype()) {
      case FLOAT32 -> isViewable(value) ? view(manager, value) : copy(manager, where, value);
      case FLOAT64, FLOAT16, BFLOAT16, FLOAT8_E4M3, FLOAT8_E5M2 ->
          copy(manager, where, Widening.toFloat32(value));
      default -> throw unsupported(where, "a floating-point tensor", value);
    };
  }

  /** A copy of an array on the Java heap. */
  static HostTensor toHost(PtNDArray array, DType dtype, io.github.medsam2.tensor.Shape shape) {
    HostTensor out = HostTensor.zeros(dtype, shape);
    if (shape.count() == 0) {
      return out;
    }
    // Reading may make arrays in managers below the array's own; a manager of this call ends them.
    try (PtNDManager reading = array.getManager().newSubManager(array.getDevice())) {
      PtNDArray alias = JniUtils.detachGradient(array);
      alias.attach(reading);
      out.data().put(JniUtils.getByteBuffer(alias, true));
    }
    return out;
  }

  /** A copy of an array of any strides on the Java heap. */
  static HostTensor toHost(TorchScript script, PtNDManager manager, NDArray array) {
    try (PtNDArray rows = script.contiguous(manager, (PtNDArray) array)) {
      return toHost(
          rows, dtype(rows), io.github.medsam2.tensor.Shape.of(rows.getShape().getShape()));
    }
  }

  /** The element type of an array the library made. */
  static DType dtype(PtNDArray array) {
    return switch (array.getDataType()) {
      case FLOAT32 -> DType.FLOAT32;
      case INT64 -> DType.INT64;
      default ->
          throw new EngineException(
              "engine tensor",
              "float32 or int64",
              array.getDataType().toString(),
              "correct the program");
    };
  }

  private static boolean isViewable(HostTensor value) {
    ByteBuffer data = value.data();
    return data.isDirect() && data.hasRemaining() && data.alignmentOffset(0, Float.BYTES) == 0;
  }

  private static PtNDArray view(PtNDManager manager, HostTensor value) {
    return manager.create(value.data(), djl(value), DataType.FLOAT32);
  }

  private static PtNDArray copyAs(PtNDManager manager, DataType type, HostTensor value) {
    if (value.shape().count() == 0) {
      return manager.create(djl(value), type);
    }
    if (manager.getDevice().isGpu()) {
      ByteBuffer data = value.data();
      ByteBuffer staged = ByteBuffer.allocateDirect(data.remaining()).put(data).flip();
      return manager.create(staged, djl(value), type);
    }
    PtNDArray array = manager.create(djl(value), type);
    JniUtils.getByteBuffer(array, true).put(value.data());
    return array;
  }

  private static Shape djl(HostTensor value) {
    return new Shape(value.shape().dims());
  }

  private static EngineException unsupported(String where, String expected, HostTensor value) {
    return new EngineException(
        where, expected, value.dtype() + " " + value.shape(), "convert the tensor first");
  }
}
