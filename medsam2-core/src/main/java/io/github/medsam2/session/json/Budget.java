// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.json;

import io.github.medsam2.error.FormatException;

/** Memory that a file may still ask for. Not thread-safe. */
public final class Budget {
  private long left;

  /**
   * @param bytes all of it
   */
  public Budget(long bytes) {
    this.left = bytes;
  }

  /** Takes some of it, or refuses the file. */
  public void take(long bytes) {
    if (bytes > left) {
      throw new FormatException(
          "what the file holds", left + " bytes", bytes + " bytes", "give the JVM a larger heap");
    }
    left -= bytes;
  }
}
