// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The parts of an answer: several, or, from archives that send a single one bare, its body. */
final class Parts {
  private final Calls.Answer answer;
  private final @Nullable MultipartReader reader;
  private boolean begun;

  private Parts(Calls.Answer answer, @Nullable MultipartReader reader) {
    this.answer = answer;
    this.reader = reader;
  }

  static Parts of(Calls.Answer answer) {
    DicomWebLimits limits = answer.home().limits();
    MediaType type = answer.type();
    if (type.name().equals("multipart/related")) {
      String boundary = type.parameter("boundary").orElse("");
      return new Parts(answer, new MultipartReader(answer.body(), boundary, limits));
    }
    if (type.name().equals("application/dicom")) {
      return new Parts(answer, null);
    }
    throw answer
        .deadline()
        .failure(
            "multipart/related with DICOM objects",
            "another type of answer",
            "check the root's address, and that it is DICOMweb's");
  }

  /** Moves to the next; false behind the last. */
  boolean next() {
    if (reader == null) {
      boolean first = !begun;
      begun = true;
      return first;
    }
    try {
      return reader.next();
    } catch (IOException e) {
      throw answer.deadline().broken();
    }
  }

  /** The type of the part. */
  MediaType type() {
    return reader == null ? answer.type() : reader.type();
  }

  /** The bytes of the part. */
  InputStream body() {
    DicomWebLimits limits = answer.home().limits();
    return reader == null
        ? new BoundedStream(
            answer.body(), limits.objectBytes(), () -> MultipartReader.objectTooLarge(limits))
        : reader.body();
  }

  /** The bytes of the first part, which must be there. */
  InputStream first() {
    if (!next()) {
      throw answer
          .deadline()
          .failure("an object", "an answer without one", "see the archive's log");
    }
    return body();
  }
}
