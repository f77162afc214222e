// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.EngineException;
import io.github.medsam2.error.MedSam2Exception;
import java.util.function.Supplier;

/** Turns what PyTorch and its binding throw into the library's exception. */
final class Failures {

  private Failures() {}

  /** Runs an action; what it throws explains itself, or becomes an {@link EngineException}. */
  static <R> R explained(String where, Supplier<R> action) {
    try {
      return action.get();
    } catch (RuntimeException e) {
      throw explanation(where, e);
    }
  }

  private static MedSam2Exception explanation(String where, RuntimeException failure) {
    if (failure instanceof MedSam2Exception explained) {
      return explained;
    }
    String message = String.valueOf(failure.getMessage());
    return new EngineException(
        where,
        "no failure",
        message.lines().findFirst().orElse("no message"),
        "see the cause",
        failure);
  }
}
