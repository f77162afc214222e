// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.watch;

import java.time.Duration;

/**
 * Is told what a server does, to count it. Called from many threads, between the work itself:
 * implementations are quick and throw nothing. No argument is a name, an id or a value of a user.
 */
public interface ServerObserver {
  /** Listens to nothing. */
  ServerObserver NONE = new ServerObserver() {};

  /**
   * A request was answered.
   *
   * @param dialect whose, or {@code none}
   * @param route the pattern of its path, or {@code none}
   * @param status of the answer
   * @param took from its first byte to its last
   */
  default void request(String dialect, String route, int status, Duration took) {}

  /** A click was answered on its slice. */
  default void click(Duration took) {}

  /** An object was followed to one more slice. */
  default void frame(Duration took) {}

  /** As many questions wait for the model. */
  default void queue(int waiting) {}

  /** As many sessions are open. */
  default void sessions(int open) {}

  /**
   * Bytes came or went.
   *
   * @param kind {@code received}, {@code sent} or {@code held}
   */
  default void bytes(String kind, long count) {}
}
