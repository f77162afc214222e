// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import io.github.medsam2.error.MedSam2Exception;

/** A request that is not served, with the status that says why. */
public final class Refusal extends MedSam2Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfter;

  /**
   * @param status of HTTP, 400 or above
   * @param where the part of the request
   * @param expected what is served
   * @param found what was asked; never a value that may name a patient
   * @param fix what the user can do
   */
  public Refusal(int status, String where, String expected, String found, String fix) {
    this(status, 0, where, expected, found, fix);
  }

  private Refusal(
      int status, int retryAfter, String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** 503: not now, but in some seconds. */
  public static Refusal busy(int seconds, String where, String expected, String found) {
    return new Refusal(
        503, seconds, where, expected, found, "try again in " + seconds + " seconds");
  }

  /** 400: a request that cannot be meant. */
  public static Refusal wrong(String where, String expected, String found) {
    return new Refusal(400, where, expected, found, "correct the request");
  }

  /** 404: nothing of that name. */
  public static Refusal unknown(String where, String expected, String fix) {
    return new Refusal(404, where, expected, "another", fix);
  }

  /** 413: more than is accepted. */
  public static Refusal tooLarge(String where, String limit, String fix) {
    return new Refusal(413, where, "at most " + limit, "more", fix);
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** Seconds after which it may be tried again, or 0. */
  public int retryAfter() {
    return retryAfter;
  }
}
