// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells from time to time how far something is, and how long the rest will take. */
public final class Progress {
  private static final long PAUSE = 2_000_000_000L;

  private final Console console;
  private final String what;
  private final LongSupplier clock;
  private final long begun;
  private long told;

  /**
   * Begins now.
   *
   * @param what is done, such as {@code "track"}
   */
  public Progress(Console console, String what) {
    this(console, what, System::nanoTime);
  }

  Progress(Console console, String what, LongSupplier clock) {
    this.console = console;
    this.what = what;
    this.clock = clock;
    this.begun = clock.getAsLong();
    this.told = begun;
  }

  /** So many are done; a line is written if the last one is a while ago. */
  public void at(long done, long all, String detail) {
    long now = clock.getAsLong();
    if (now - told < PAUSE || done >= all) {
      return;
    }
    told = now;
    double left = (now - begun) / 1e9 / Math.max(1, done) * (all - done);
    console.note(
        String.format(
            Locale.ROOT,
            "%s: %d of %d, %s left%s",
            what,
            done,
            all,
            time(left),
            detail.isEmpty() ? "" : ", " + detail));
  }

  /** Seconds since it began. */
  public double seconds() {
    return (clock.getAsLong() - begun) / 1e9;
  }

  private static String time(double seconds) {
    return seconds < 90
        ? String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds))
        : String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60));
  }
}
