// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineProvider;
import io.github.medsam2.engine.StartFailure;

/**
 * Makes engines that run programs with ONNX Runtime: the default.
 *
 * <p>A host may use ONNX Runtime and DJL itself, before or after. While the runtime starts, DJL is
 * offline unless {@code ai.djl.offline} says otherwise. The system property {@code
 * ai.djl.onnx.disable_alternative} is set to true unless it is set, and stays: without it DJL would
 * start PyTorch beside ONNX Runtime wherever it finds it. ONNX Runtime's own telemetry is off for
 * the process. Native libraries are unpacked into {@code java.io.tmpdir} and deleted when the JVM
 * ends; {@code onnxruntime.native.path} names a folder where they lie ready.
 */
public final class OnnxEngineProvider implements EngineProvider {
  static final String NAME = "onnx";

  static final StartFailure FAILURE =
      new StartFailure(
          NAME,
          "ai.djl:api:0.35.1, ai.djl.onnxruntime:onnxruntime-engine:0.35.1 and"
              + " com.microsoft.onnxruntime:onnxruntime:1.28.0",
          "name another with -Djava.io.tmpdir=FOLDER");

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
      start();
      return "";
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public double int8Gain(EngineOptions options) {
    start();
    return Int8Trial.gain(options, DjlRuntime.device(options.device()));
  }

  @Override
  public Engine open(EngineOptions options) {
    start();
    return new OnnxEngine(options, DjlRuntime.device(options.device()));
  }

  private static void start() {
    try {
      DjlRuntime.start();
    } catch (LinkageError e) {
      throw FAILURE.explain(e);
    }
  }
}
