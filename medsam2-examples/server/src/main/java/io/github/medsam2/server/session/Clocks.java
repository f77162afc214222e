// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import java.time.Duration;

/**
 * When a session ends by itself.
 *
 * @param idle after so long without an action of its user
 * @param liveness after so long without a sign of its client at all
 */
public record Clocks(Duration idle, Duration liveness) {

  /** A client that says nothing between actions. */
  public static Clocks idle(Duration idle) {
    return new Clocks(idle, idle);
  }
}
