// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import java.util.Locale;

/** Times one step after the other. */
final class Stopwatch {
  private long start = System.nanoTime();

  /** The time since the last lap, as text. */
  String lap(String step) {
    long now = System.nanoTime();
    String text = String.format(Locale.ROOT, "%s %.0f ms", step, (now - start) * 1e-6);
    start = now;
    return text;
  }
}
