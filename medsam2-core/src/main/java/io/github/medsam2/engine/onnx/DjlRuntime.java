// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.error.InvalidInputException;

/** The DJL engine underneath. Loading this class fails where its libraries are absent. */
final class DjlRuntime {
  static final String ENGINE = "OnnxRuntime";

  private DjlRuntime() {}

  /**
   * Starts the runtime, once per JVM. DJL would otherwise ask the network where it runs, and start
   * PyTorch beside ONNX Runtime if it finds it; what the user has set is left alone.
   */
  static void start() throws OrtException {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("ai.djl.onnx.disable_alternative", "true");
    Engine.getEngine(ENGINE); // before the next line: DJL wants to make the environment itself
    OrtEnvironment.getEnvironment().setTelemetry(false); // sent on Windows otherwise
  }

  /** The device of this name; throws when it is absent. */
  static Device device(String name) {
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (!name.matches("gpu:\\d{1,3}")) {
      throw new InvalidInputException(
          "device", "cpu, or gpu:0 for the first CUDA device", name, "correct the name");
    }
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      throw new EngineException(
          "engine onnx, device " + name,
          "an ONNX Runtime with CUDA",
          "one without",
          "replace com.microsoft.onnxruntime:onnxruntime by"
              + " com.microsoft.onnxruntime:onnxruntime_gpu of the same version, or use cpu");
    }
    return Device.gpu(Integer.parseInt(name.substring("gpu:".length())));
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
