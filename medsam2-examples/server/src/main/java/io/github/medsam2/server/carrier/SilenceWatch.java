// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.carrier;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends what a client lets wait: a thread that reads or writes without progress is interrupted,
 * which closes its connection. The JDK's server has such limits for the whole JVM only.
 */
final class SilenceWatch {
  private final Map<Thread, Long> since = new ConcurrentHashMap<>();
  private final long most;

  SilenceWatch(Duration silence, ScheduledExecutorService clock) {
    this.most = silence.toNanos();
    long period = Math.max(1, Math.min(1000, silence.toMillis() / 4));
    clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  /** This thread waits for bytes of its client. */
  void reading() {
    progress();
  }

  /** This thread waits for its client to take bytes. */
  void writing() {
    progress();
  }

  /** Bytes came or went. */
  void progress() {
    since.put(Thread.currentThread(), System.nanoTime());
  }

  /** This thread waits for no client. An interrupt that was meant for the wait is taken back. */
  void pause() {
    since.remove(Thread.currentThread());
  }

  private void look() {
    long now = System.nanoTime();
    since.forEach(
        (thread, start) -> {
          // Removed first: who is gone by now is not interrupted.
          if (now - start > most && since.remove(thread, start)) {
            thread.interrupt();
          }
        });
  }
}
