// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import com.google.gson.JsonObject;
import io.github.medsam2.dicom.web.DicomWebException;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.prompt.UnsupportedPromptException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Failures as answers: a status, and one sentence that says what to do. It is what the user of a
 * viewer reads. An id joins it with the log, and there is never a stack trace.
 */
public final class Failures {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Failures() {}

  /** An id for one failure. */
  public static String newId() {
    byte[] id = new byte[4];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** The answer to a failure. */
  public static Answer answer(Throwable failure, String id) {
    int status = status(failure);
    JsonObject body = new JsonObject();
    body.addProperty("detail", sentence(failure, id));
    body.addProperty("error_id", id);
    Answer answer = Answer.json(status, body);
    if (failure instanceof Refusal r && r.retryAfter() > 0) {
      answer = answer.with("Retry-After", Integer.toString(r.retryAfter()));
    }
    return status == 401 ? answer.with("WWW-Authenticate", "Bearer") : answer;
  }

  private static int status(Throwable failure) {
    if (failure instanceof Refusal r) {
      return r.status();
    } else if (failure instanceof OutOfMemoryError) {
      return 503;
    }
    if (failure instanceof DicomWebException) {
      return 502;
    }
    boolean input =
        failure instanceof FormatException
            || failure instanceof InvalidInputException
            || failure instanceof UnsupportedPromptException;
    return input ? 400 : 500;
  }

  /** The one sentence that a user reads. */
  public static String sentence(Throwable failure, String id) {
    if (failure instanceof MedSam2Exception && !(failure instanceof EngineException)) {
      return String.valueOf(failure.getMessage());
    } else if (failure instanceof OutOfMemoryError) {
      return "server: expected memory for the image, found too little; close other images, or start"
          + " the server with more memory";
    }
    return "server: expected an answer, found a failure; tell its operator the error id " + id;
  }
}
