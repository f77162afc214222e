// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long a reader was active on a case: told of every action, it counts the time between them and
 * takes a pause of more than a minute for one minute. Not thread-safe.
 */
public final class WorkTimer {
  /** The longest time between two actions that counts. */
  public static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final InstantSource clock;
  private final Instant begun;
  private Instant last;
  private Duration active = Duration.ZERO;

  /** Begins now. */
  public WorkTimer() {
    this(InstantSource.system());
  }

  /** Begins now, by another clock. */
  public WorkTimer(InstantSource clock) {
    this.clock = clock;
    this.begun = clock.instant();
    this.last = begun;
  }

  /** Something was done now. */
  public void acted() {
    Instant now = clock.instant();
    Duration since = Duration.between(last, now);
    if (!since.isNegative()) {
      active = active.plus(since.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : since);
      last = now;
    }
  }

  /** The effort of these actions, the last of which is now. */
  public Effort effort(int boxes, int clicks, boolean byHand) {
    acted();
    double seconds = active.toMillis() / 1e3;
    double elapsed = Duration.between(begun, last).toMillis() / 1e3;
    return new Effort(boxes, clicks, byHand, seconds, Math.max(seconds, elapsed));
  }
}
