// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Random;
import java.util.function.Function;

/** TorchOps outside an engine, for tests that look at single operations. */
final class Eager implements AutoCloseable {
  private final PtNDManager manager;
  private final TorchScript script;
  final TorchOps ops;

  Eager(DataType real) {
    this(
        real,
        key -> {
          throw new IllegalStateException("no parameter " + key);
        });
  }

  Eager(DataType real, Function<String, NDArray> parameters) {
    manager = (PtNDManager) PyTorchLibraries.load().newBaseManager(Device.cpu());
    script = TorchScript.load(manager);
    ops = new TorchOps(manager, script, parameters, real);
  }

  PtNDManager manager() {
    return manager;
  }

  /** Values in -1..1 from a seed. */
  NDArray random(long seed, long... dims) {
    return ops.constant(randomHost(seed, dims));
  }

  NDArray floats(float[] values, long... dims) {
    return ops.constant(HostTensor.of(values, dims));
  }

  static HostTensor randomHost(long seed, long... dims) {
    Random random = new Random(seed);
    float[] values = new float[Math.toIntExact(Shape.of(dims).count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return HostTensor.of(values, dims);
  }

  /** The values in row-major order. */
  double[] values(NDArray x) {
    try (PtNDArray flat = ops.contiguous(x)) {
      if (flat.getDataType() == DataType.FLOAT64) {
        return flat.toDoubleArray();
      }
      float[] floats = flat.toFloatArray();
      double[] values = new double[floats.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = floats[i];
      }
      return values;
    }
  }

  @Override
  public void close() {
    ops.close();
    manager.close();
  }
}
