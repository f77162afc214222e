// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.error.InvalidInputException;

/**
 * Bytes that open images may take.
 *
 * @param server all together
 * @param session one of them
 * @param sessions how many may be open
 * @param features bytes of the network's features kept for each, beside these
 */
public record Budget(long server, long session, int sessions, long features) {
  private static final int BESIDE_GREY = 3;

  /** Checks that there is something to give. */
  public Budget {
    if (server < 1 || session < 1 || session > server || sessions < 1 || features < 0) {
      throw new InvalidInputException(
          "budget of a server",
          "bytes and sessions of at least 1, a session's at most the server's",
          server + ", " + session + ", " + sessions + ", " + features,
          "correct the budget");
    }
  }

  /** Half of the heap for 16 sessions, a quarter for one; features of 64 MiB each. */
  public static Budget defaults() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Budget(heap / 2, heap / 4, 16, 64L << 20);
  }

  /** With another number of sessions. */
  public Budget sessions(int most) {
    return new Budget(server, session, most, features);
  }

  /** With other sizes. */
  public Budget bytes(long all, long one) {
    return new Budget(all, one, sessions, features);
  }

  /** What an image of so many voxels takes: itself, its mask, and what is shown of it. */
  static long need(long voxels) {
    return voxels * BESIDE_GREY;
  }
}
