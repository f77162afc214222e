// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import io.github.medsam2.error.InvalidInputException;
import java.time.Duration;

/**
 * What a client is willing to spend on one call, so that an archive gone wrong cannot exhaust time,
 * memory or disk. A refusal names the method here that raises its limit.
 *
 * @param objectBytes of one object, or one frame
 * @param callBytes of one answer, such as a whole series
 * @param textBytes of an answer in JSON
 * @param parts of one answer
 * @param matches of one search
 * @param connect until there is a connection
 * @param silence within which the other side must send or take something
 * @param call from its beginning to its end, whatever comes meanwhile
 */
public record DicomWebLimits(
    long objectBytes,
    long callBytes,
    int textBytes,
    int parts,
    int matches,
    Duration connect,
    Duration silence,
    Duration call) {
  private static final DicomWebLimits DEFAULTS =
      new DicomWebLimits(
          2L << 30,
          16L << 30,
          64 << 20,
          20_000,
          10_000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(30));

  /** Checks that every limit leaves something. */
  public DicomWebLimits {
    boolean sizes = objectBytes > 0 && callBytes > 0 && textBytes > 0 && parts > 0 && matches > 0;
    if (!sizes || !positive(connect) || !positive(silence) || !positive(call)) {
      throw new InvalidInputException(
          "limits of DICOMweb", "every limit above 0", "one at or below", "start from defaults()");
    }
  }

  private static boolean positive(Duration time) {
    return !time.isZero() && !time.isNegative();
  }

  /**
   * 2 GiB an object, 16 GiB and 20 000 parts a call, 64 MiB of JSON, 10 000 matches; 10 seconds to
   * connect, 60 of silence, half an hour a call.
   */
  public static DicomWebLimits defaults() {
    return DEFAULTS;
  }

  /** These limits with another size of an object. */
  public DicomWebLimits withObjectBytes(long bytes) {
    return new DicomWebLimits(bytes, callBytes, textBytes, parts, matches, connect, silence, call);
  }

  /** These limits with another size of an answer. */
  public DicomWebLimits withCallBytes(long bytes) {
    return new DicomWebLimits(
        objectBytes, bytes, textBytes, parts, matches, connect, silence, call);
  }

  /** These limits with another size of an answer in JSON. */
  public DicomWebLimits withTextBytes(int bytes) {
    return new DicomWebLimits(
        objectBytes, callBytes, bytes, parts, matches, connect, silence, call);
  }

  /** These limits with another number of parts. */
  public DicomWebLimits withParts(int count) {
    return new DicomWebLimits(
        objectBytes, callBytes, textBytes, count, matches, connect, silence, call);
  }

  /** These limits with another number of matches. */
  public DicomWebLimits withMatches(int count) {
    return new DicomWebLimits(
        objectBytes, callBytes, textBytes, parts, count, connect, silence, call);
  }

  /** These limits with another time to connect. */
  public DicomWebLimits withConnect(Duration time) {
    return new DicomWebLimits(
        objectBytes, callBytes, textBytes, parts, matches, time, silence, call);
  }

  /** These limits with another time of silence. */
  public DicomWebLimits withSilence(Duration time) {
    return new DicomWebLimits(
        objectBytes, callBytes, textBytes, parts, matches, connect, time, call);
  }

  /** These limits with another time for a whole call. */
  public DicomWebLimits withCall(Duration time) {
    return new DicomWebLimits(
        objectBytes, callBytes, textBytes, parts, matches, connect, silence, time);
  }
}
