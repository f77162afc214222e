package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.EngineException;
import io.github.medsam2.error.MedSam2Exception;

/** Turns what PyTorch and its binding throw into the library's exception. */
final class Failures {

  private Failures() {}

  /** The failure as it is when it already explains itself, else an {@link EngineException}. */
  static MedSam2Exception of(String where, String expected, RuntimeException failure) {
    if (failure instanceof MedSam2Exception explained) {
      return explained;
    }
    String message = String.valueOf(failure.getMessage());
    return new EngineException(
        where,
        expected,
        message.lines().findFirst().orElse("no message"),
        "see the cause for what PyTorch found wrong",
        failure);
  }
}
