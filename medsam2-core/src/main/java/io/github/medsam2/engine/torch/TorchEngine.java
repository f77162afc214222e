// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import java.util.function.Supplier;

/**
 * PyTorch through DJL, eager: a program is built anew at every run.
 *
 * <p>Weights are lifted when a run first asks for them, without a copy where they lie in direct
 * memory as float32, and are shared by all programs prepared with the same {@link Weights} instance
 * until the engine closes; what lies over others, as adapters make it, until its last program is
 * closed. {@link EngineOptions#prepack} has no meaning here.
 *
 * <p>Zero threads means PyTorch's own choice: all processors, unless {@code OMP_NUM_THREADS} or
 * DJL's {@code ai.djl.pytorch.num_threads} says otherwise. The threads of concurrent runs add up.
 *
 * <p>Closing waits for runs in progress.
 */
final class TorchEngine implements Engine {
  static final String NAME = "torch";

  private final Lifetime lifetime = new Lifetime("engine torch");
  private final PtNDManager manager;
  private final TorchScript script;
  private final int threads;
  private final LiftedStore lifted;
  private final AtShutdown atShutdown = AtShutdown.rest(lifetime);

  private TorchEngine(PtNDManager manager, TorchScript script, int threads) {
    this.manager = manager;
    this.script = script;
    this.threads = threads;
    this.lifted = new LiftedStore(manager);
  }

  static TorchEngine open(EngineOptions options) {
    if (!options.int8().isEmpty()) {
      throw new EngineException(
          "engine torch",
          "calculation in float32",
          "8 bits for " + options.int8(),
          "choose engine onnx, or the preset EXACT");
    }
    ai.djl.engine.Engine pytorch = PyTorchLibraries.load();
    Device device = TorchDevices.find(pytorch, options.device());
    int threads = options.threads() > 0 ? options.threads() : JniUtils.getNumThreads();
    PtNDManager manager = (PtNDManager) pytorch.newBaseManager(device);
    try {
      TorchScript script = Failures.explained("engine torch", () -> TorchScript.load(manager));
      return new TorchEngine(manager, script, threads);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return manager.getEngine().getVersion();
  }

  @Override
  public PreparedProgram prepare(Program program, Weights weights) {
    return lifetime.use(() -> new TorchProgram(program, this, lifted.take(weights)));
  }

  @Override
  public EngineTensor upload(HostTensor value) {
    return lifetime.use(
        () ->
            Failures.explained(
                "upload of " + value.shape(),
                () -> new TorchTensor(lifetime, Lift.copy(manager, "upload", value))));
  }

  @Override
  public Training train(TrainingSetup setup) {
    return lifetime.use(() -> Failures.explained("training", () -> inference(() -> open(setup))));
  }

  private Training open(TrainingSetup setup) {
    PtNDManager own = manager.newSubManager(manager.getDevice());
    try {
      return new TorchTraining(this, setup, own, new LiftedWeights(own, setup.weights()));
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  LiftedStore lifted() {
    return lifted;
  }

  TorchScript script() {
    return script;
  }

  Lifetime lifetime() {
    return lifetime;
  }

  /** Runs an action as this engine's options say. */
  <R> R inference(Supplier<R> action) {
    return ThreadMode.inference(threads, action);
  }

  /** The same with gradients recorded. */
  <R> R training(Supplier<R> action) {
    return ThreadMode.training(threads, action);
  }

  /** Operations of one run. */
  TorchOps ops(LiftedWeights weights) {
    return new TorchOps(manager, script, weights::get, DataType.FLOAT32);
  }

  /** A tensor that owns a handle of {@code array}, whose memory nothing else may write. */
  TorchTensor own(PtNDArray array) {
    TorchTensor tensor = new TorchTensor(lifetime, array);
    array.attach(manager);
    return tensor;
  }

  @Override
  public void close() {
    lifetime.end(manager::close);
    atShutdown.leave();
  }
}
