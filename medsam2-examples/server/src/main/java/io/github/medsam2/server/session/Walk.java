// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.server.compute.Work;
import io.github.medsam2.server.watch.ServerObserver;
import java.time.Duration;

/** A question on its way through the slices, until its time is over. */
final class Walk implements Work<Found> {
  private final Tracker tracker;
  private final Asked asked;
  private final ServerObserver observer;
  private final long end;
  private boolean begun;

  Walk(Tracker tracker, Asked asked, Duration atMost, ServerObserver observer) {
    this.tracker = tracker;
    this.asked = asked;
    this.observer = observer;
    this.end = System.nanoTime() + atMost.toNanos();
  }

  @Override
  public boolean step() {
    long start = System.nanoTime();
    if (begun) {
      tracker.step();
      observer.frame(Duration.ofNanos(System.nanoTime() - start));
    } else {
      tracker.begin(asked);
      begun = true;
      observer.click(Duration.ofNanos(System.nanoTime() - start));
    }
    return tracker.hasMore() && System.nanoTime() < end;
  }

  @Override
  public Found result() {
    return tracker.found();
  }
}
