// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.medsam2.engine.EngineOptions;
import java.nio.file.Path;
import java.util.Optional;

/** How ONNX Runtime sets up a session. */
final class SessionSettings {

  private SessionSettings() {}

  /**
   * Options for one program; the caller closes them after the session is made.
   *
   * @param weightsFolder where the files of weights lie that the graph refers to, if any
   */
  static SessionOptions of(EngineOptions options, Optional<Path> weightsFolder)
      throws OrtException {
    SessionOptions so = new SessionOptions();
    try {
      int threads = options.threads();
      so.setIntraOpNumThreads(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
      so.setInterOpNumThreads(1);
      so.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // failures are thrown
      so.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      // a plan per combination of sizes ever seen takes memory and gains no time
      so.setMemoryPatternOptimization(false);
      // waiting threads that spin double the processor time of short runs and gain none
      so.addConfigEntry("session.intra_op.allow_spinning", "0");
      so.addConfigEntry("session.disable_prepacking", options.prepack() ? "0" : "1");
      if (weightsFolder.isPresent()) {
        so.addConfigEntry(
            "session.model_external_initializers_file_folder_path", weightsFolder.get().toString());
      }
      return so;
    } catch (OrtException | RuntimeException e) {
      so.close();
      throw e;
    }
  }
}
