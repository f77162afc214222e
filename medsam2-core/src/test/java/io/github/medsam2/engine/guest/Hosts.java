// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.guest;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEnvironment.ThreadingOptions;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.github.medsam2.testing.EightThreads;
import java.nio.file.Path;

/** Programs with habits of their own, in which models are opened. Each throws what goes wrong. */
final class Hosts {

  private Hosts() {}

  /** Arguments: the habit, the engine and a checkpoint. */
  public static void main(String[] arguments) throws Exception {
    String engine = arguments[1];
    Path checkpoint = Path.of(arguments[2]);
    switch (arguments[0]) {
      case "threads" -> threads(engine, checkpoint);
      case "interrupted" -> interrupted(engine, checkpoint);
      case "environment" -> environment(engine, checkpoint);
      case "later-environment" -> laterEnvironment(engine, checkpoint);
      case "djl" -> djl(engine, checkpoint);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** First opens in eight threads at once, each with another context class loader; then again. */
  private static void threads(String engine, Path checkpoint) throws Exception {
    ClassLoader blind = new ClassLoader(null) {};
    ClassLoader[] loaders = {
      null, blind, ClassLoader.getPlatformClassLoader(), ClassLoader.getSystemClassLoader()
    };
    EightThreads.run(
        thread -> {
          ClassLoader loader = loaders[thread % loaders.length];
          Thread.currentThread().setContextClassLoader(loader);
          Visit.make(engine, checkpoint);
          require(Thread.currentThread().getContextClassLoader() == loader, "the loader is back");
          return thread;
        });
    Visit.make(engine, checkpoint);
    require(System.getProperty("ai.djl.offline") == null, "DJL's property is back");
    require(System.getProperty("ENGINE_CACHE_DIR") == null, "DJL's folder is back");
    require(System.getProperty("jna.tmpdir") == null, "JNA's folder is back");
  }

  /** The first open while an interrupt is pending. */
  private static void interrupted(String engine, Path checkpoint) {
    Thread.currentThread().interrupt();
    Visit.make(engine, checkpoint);
    require(Thread.interrupted(), "the interrupt is kept");
    Visit.make(engine, checkpoint);
  }

  /** An environment of ONNX Runtime that the host made as it likes it, before. */
  private static void environment(String engine, Path checkpoint) throws OrtException {
    OrtEnvironment mine = environment();
    Visit.make(engine, checkpoint);
    require(OrtEnvironment.getEnvironment() == mine, "the host keeps its environment");
    useEnvironment(mine);
  }

  /** The same, made after. */
  private static void laterEnvironment(String engine, Path checkpoint) throws OrtException {
    Visit.make(engine, checkpoint);
    OrtEnvironment mine = environment();
    useEnvironment(mine);
    Visit.make(engine, checkpoint);
    require(OrtEnvironment.getEnvironment() == mine, "the host keeps its environment");
  }

  private static OrtEnvironment environment() throws OrtException {
    ThreadingOptions threads = new ThreadingOptions();
    threads.setGlobalIntraOpNumThreads(1);
    return OrtEnvironment.getEnvironment(
        OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "the host's", threads);
  }

  private static void useEnvironment(OrtEnvironment mine) throws OrtException {
    try (ai.onnxruntime.OnnxTensor tensor =
        ai.onnxruntime.OnnxTensor.createTensor(mine, new float[] {1, 2})) {
      require(tensor.getInfo().getNumElements() == 2, "the host's tensor");
    }
  }

  /** DJL's engine that the host started for itself, and goes on with. */
  private static void djl(String engine, Path checkpoint) {
    String name = engine.equals("onnx") ? "OnnxRuntime" : "PyTorch";
    Engine mine = Engine.getEngine(name);
    useDjl(name);
    Visit.make(engine, checkpoint);
    require(Engine.getEngine(name) == mine, "the host keeps its engine");
    useDjl(name);
  }

  private static void useDjl(String name) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), name)) {
      require(manager.create(new float[] {1, 2}).size() == 2, "the host's array");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
