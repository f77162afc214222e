// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime.concept;

import io.github.medsam2.runtime.Parts;
import java.util.concurrent.CancellationException;

/** Counts the stations of one question. Not thread-safe. */
final class Steps {
  /** Words, examples, the image that reads, instances, masks. */
  private static final int TOTAL = 5;

  private final Parts parts;
  private int done;

  Steps(Parts parts) {
    this.parts = parts;
  }

  /** Told before each station. */
  void next() {
    if (!parts.goOn(done, TOTAL)) {
      throw new CancellationException("cancelled after " + done + " of " + TOTAL + " stations");
    }
    done++;
  }
}
