// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import io.github.medsam2.error.InvalidInputException;
import java.time.Duration;

/**
 * How much a server takes in. What asks for more is refused with the limit's name before memory is
 * taken for it.
 *
 * @param body bytes of a request's body, at least 1
 * @param json bytes of a JSON text, at least 1
 * @param depth how deep JSON may be nested, at least 1
 * @param points clicks and points of one request, at least 1
 * @param parts parts of a form, at least 1
 * @param connections requests that are read or answered at a time, at least 1
 * @param silence how long a client may send nothing within a request
 */
public record Limits(
    long body, int json, int depth, int points, int parts, int connections, Duration silence) {
  private static final Limits DEFAULTS =
      new Limits(2L << 30, 1 << 20, 32, 10_000, 16, 64, Duration.ofSeconds(30));

  /** Checks that every limit leaves something. */
  public Limits {
    boolean positive =
        body > 0 && json > 0 && depth > 0 && points > 0 && parts > 0 && connections > 0;
    if (!positive || silence.isNegative() || silence.isZero()) {
      throw new InvalidInputException(
          "limits of a server",
          "numbers of at least 1 and a time above 0",
          "others",
          "correct them");
    }
  }

  /** 2 GiB, JSON of 1 MiB nested 32 deep, 10 000 points, 16 parts, 64 connections, 30 seconds. */
  public static Limits defaults() {
    return DEFAULTS;
  }

  /** With another limit for bodies. */
  public Limits body(long bytes) {
    return new Limits(bytes, json, depth, points, parts, connections, silence);
  }

  /** With another limit for requests at a time. */
  public Limits connections(int most) {
    return new Limits(body, json, depth, points, parts, most, silence);
  }

  /** With another limit for silence. */
  public Limits silence(Duration time) {
    return new Limits(body, json, depth, points, parts, connections, time);
  }
}
