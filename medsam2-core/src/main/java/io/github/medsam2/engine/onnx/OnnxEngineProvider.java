// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineProvider;

/** Makes engines that run programs with ONNX Runtime: the default. */
public final class OnnxEngineProvider implements EngineProvider {
  static final String NAME = "onnx";

  /** Called by the service loader. */
  public OnnxEngineProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 10;
  }

  @Override
  public String unavailableBecause() {
    try {
      DjlRuntime.start();
      return "";
    } catch (LinkageError | AssertionError | Exception e) {
      return "Engine onnx cannot start ("
          + Failures.describe(e)
          + "): it needs ai.djl:api, ai.djl.onnxruntime:onnxruntime-engine and"
          + " com.microsoft.onnxruntime:onnxruntime, and must be opened before the application"
          + " makes an OrtEnvironment of its own.";
    }
  }

  @Override
  public Engine open(EngineOptions options) {
    String reason = unavailableBecause();
    if (!reason.isEmpty()) {
      throw new EngineException("engine onnx", "its libraries", "none that work", reason);
    }
    return new OnnxEngine(options, DjlRuntime.device(options.device()));
  }
}
