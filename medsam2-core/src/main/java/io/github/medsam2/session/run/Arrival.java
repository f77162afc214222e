// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits for frames of a live source.
 *
 * @param frames the source
 * @param patience how long to wait for one
 * @param cancelled whether waiting is to end
 */
record Arrival(FrameSource frames, Duration patience, BooleanSupplier cancelled) {
  /** How soon a walk that waits for a frame notices that it was cancelled. */
  private static final Duration GLANCE = Duration.ofMillis(20);

  /** Returns false when the frame will not come, or when cancelled. */
  boolean of(int frame) {
    long began = System.nanoTime();
    while (!cancelled.getAsBoolean()) {
      boolean more = frames.isLive();
      if (frame < frames.count() || !more) {
        return frame < frames.count();
      }
      long left = patience.minusNanos(System.nanoTime() - began).toNanos();
      if (left <= 0) {
        throw waited("none within " + patience, "push frames, or declare the end of them");
      }
      try {
        if (!frames.await(frame, Duration.ofNanos(Math.min(left, GLANCE.toNanos())))) {
          // A source whose waiting does not wait must not keep a processor busy.
          Thread.sleep(1);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw waited("an interrupt", "cancel the walk to end it in order");
      }
    }
    return false;
  }

  private static MedSam2Exception waited(String found, String fix) {
    return new MedSam2Exception("live frames", "the next frame or the end", found, fix);
  }
}
