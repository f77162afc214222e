// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;

/**
 * What a reader did on a case in one go.
 *
 * @param boxes drawn
 * @param clicks made
 * @param byHand whether the model was given up and the outline drawn
 * @param seconds of activity, longer pauses cut; see {@link WorkTimer}
 * @param elapsed seconds from beginning to end, pauses included; at least {@code seconds}
 */
public record Effort(int boxes, int clicks, boolean byHand, double seconds, double elapsed) {
  /** Nothing was done, and no time is known. */
  public static final Effort NONE = new Effort(0, 0, false, 0, 0);

  /** Checks the ranges. */
  public Effort {
    boolean counts = boxes >= 0 && clicks >= 0;
    boolean times = seconds >= 0 && elapsed >= seconds && Double.isFinite(elapsed);
    if (!counts || !times) {
      throw new InvalidInputException(
          "effort",
          "counts of at least 0, and seconds of at least 0 that are part of those elapsed",
          boxes + " boxes, " + clicks + " clicks, " + seconds + " s of " + elapsed + " s",
          "correct the number");
    }
  }

  /** So many clicks and seconds, without a pause. */
  public static Effort of(int clicks, double seconds) {
    return new Effort(0, clicks, false, seconds, seconds);
  }

  /** This and another one on the same case. */
  public Effort and(Effort o) {
    return new Effort(
        boxes + o.boxes,
        clicks + o.clicks,
        byHand || o.byHand,
        seconds + o.seconds,
        elapsed + o.elapsed);
  }
}
