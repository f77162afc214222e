package io.github.medsam2.engine.onnx;

import org.jspecify.annotations.Nullable;

/** What the layers below say about a failure. */
final class Failures {

  private Failures() {}

  /** The message of the innermost cause, where a native failure says what happened. */
  static String describe(Throwable failure) {
    Throwable inner = failure;
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      inner = t;
    }
    return inner.getClass().getSimpleName() + ": " + inner.getMessage();
  }
}
