// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs programs as ONNX graphs through DJL's OnnxRuntime engine. All arrays belong to one manager,
 * whose attaching and detaching is synchronised; everything else about a run is its own.
 */
final class OnnxEngine implements Engine {
  private static final long IDLE_BYTES = 64L << 20;

  private final EngineOptions options;
  private final Device device;
  private final NDManager arrays;
  private final ParameterStore parameters;
  private final BufferPool buffers = new BufferPool(IDLE_BYTES);
  private final Set<Guard> made = ConcurrentHashMap.newKeySet();
  private final Guard guard = new Guard("engine onnx", this::free);

  OnnxEngine(EngineOptions options, Device device) {
    this.options = options;
    this.device = device;
    arrays = NDManager.newBaseManager(device, DjlRuntime.ENGINE);
    parameters = new ParameterStore(arrays, false);
  }

  @Override
  public String name() {
    return OnnxEngineProvider.NAME;
  }

  @Override
  public String version() {
    return DjlRuntime.version();
  }

  @Override
  public boolean keepsWeights() {
    return false;
  }

  @Override
  public PreparedProgram prepare(Program program, Weights weights) {
    return guard.during(() -> OnnxProgram.load(this, program, weights));
  }

  @Override
  public EngineTensor upload(HostTensor value) {
    return guard.during(() -> copy(value));
  }

  @Override
  public void close() {
    guard.close();
  }

  EngineOptions options() {
    return options;
  }

  Device device() {
    return device;
  }

  /** What DJL asks a caller of a block for: an empty store. */
  ParameterStore parameters() {
    return parameters;
  }

  Guard guard() {
    return guard;
  }

  /** Makes the lifetime of something that is closed with this engine at the latest. */
  Guard own(String what, Runnable free) {
    Guard[] self = new Guard[1];
    self[0] =
        new Guard(
            what,
            () -> {
              made.remove(self[0]);
              free.run();
            });
    made.add(self[0]);
    return self[0];
  }

  /** Uploads within {@link #guard}. */
  NativeTensor copy(HostTensor value) {
    OnnxTypes type = OnnxTypes.of("upload of a tensor " + value.shape(), value.dtype());
    ByteBuffer data = value.data();
    ByteBuffer buffer = buffers.take(data.remaining());
    buffer.put(data).flip();
    try {
      ai.djl.ndarray.types.Shape shape = new ai.djl.ndarray.types.Shape(value.shape().dims());
      NDArray array = arrays.create(buffer, shape, type.djl());
      return new NativeTensor(this, array, () -> buffers.giveBack(buffer));
    } catch (RuntimeException e) {
      buffers.giveBack(buffer);
      throw new EngineException(
          "upload of a tensor " + value.shape(),
          "memory for it",
          "a failure of the runtime: " + e.getMessage(),
          "close tensors that are no longer needed",
          e);
    }
  }

  private void free() {
    made.forEach(Guard::close);
    arrays.close();
  }
}
