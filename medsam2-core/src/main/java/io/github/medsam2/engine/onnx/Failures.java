// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import org.jspecify.annotations.Nullable;

/** What the layers below say about a failure. */
final class Failures {

  private Failures() {}

  /** The innermost cause in one line: there a native failure says what happened. */
  static String describe(Throwable failure) {
    Throwable inner = failure;
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      inner = t;
    }
    String message = String.valueOf(inner.getMessage()).strip().replaceAll("\\s+", " ");
    return inner.getClass().getSimpleName() + ": " + message;
  }
}
