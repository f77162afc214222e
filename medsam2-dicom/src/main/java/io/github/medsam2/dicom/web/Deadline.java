// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

/** When a call must have ended, and how its failures are told. */
final class Deadline {
  private final String service;
  private final DicomWebLimits limits;
  private final long end;

  Deadline(String service, DicomWebLimits limits) {
    this.service = service;
    this.limits = limits;
    this.end = System.nanoTime() + limits.call().toNanos();
  }

  /** Nanoseconds until the whole call must have ended. */
  long left() {
    return end - System.nanoTime();
  }

  /** The time of the clock until which the other side may be silent from now on. */
  long silence() {
    long now = System.nanoTime();
    return now + Math.min(limits.silence().toNanos(), end - now);
  }

  /** Refuses to go on behind the end. */
  void require() {
    if (left() <= 0) {
      throw late();
    }
  }

  DicomWebException late() {
    return left() <= 0
        ? failure("an end within " + limits.call(), "none", "raise DicomWebLimits.withCall")
        : failure(
            "something within " + limits.silence(),
            "silence",
            "check the archive, or raise DicomWebLimits.withSilence");
  }

  DicomWebException broken() {
    return failure("a whole answer", "a connection that broke off", "repeat the call");
  }

  DicomWebException interrupted() {
    return failure("the time to end", "an interrupt", "nothing: it was ended by its caller");
  }

  DicomWebException failure(String expected, String found, String fix) {
    return new DicomWebException("DICOMweb, " + service, expected, found, fix);
  }

  DicomWebException refused(int status, String expected, String found, String fix) {
    return new DicomWebException(status, "DICOMweb, " + service, expected, found, fix);
  }
}
