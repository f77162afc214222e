package io.github.medsam2.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.medsam2.engine.EngineOptions;

/** How ONNX Runtime sets up a session. */
final class SessionSettings {

  private SessionSettings() {}

  /** Options for one program; the caller closes them after the session is made. */
  static SessionOptions of(EngineOptions options, TracedProgram program) throws OrtException {
    SessionOptions so = new SessionOptions();
    try {
      int threads = options.threads();
      so.setIntraOpNumThreads(threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
      so.setInterOpNumThreads(1);
      so.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      // a pattern is kept for every combination of sizes ever seen
      so.setMemoryPatternOptimization(program.isStatic());
      so.addConfigEntry("session.disable_prepacking", options.prepack() ? "0" : "1");
      if (program.folder().isPresent()) {
        so.addConfigEntry(
            "session.model_external_initializers_file_folder_path",
            program.folder().get().toString());
      }
      return so;
    } catch (OrtException | RuntimeException e) {
      so.close();
      throw e;
    }
  }
}
