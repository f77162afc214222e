// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.error.DicomException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SupervisedTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(30);

  /** Spins as a codec may: it neither reads nor looks at interrupts. */
  private static Integer spin(AtomicBoolean go, CountDownLatch ended) {
    int n = 0;
    while (!go.get()) {
      n++;
    }
    ended.countDown();
    return n;
  }

  @Test
  void aCodecThatNeverEndsIsAbandonedAndThenRefusedUntilItsFramesEnd() throws Exception {
    AtomicBoolean go = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(Supervised.MOST_LOST);
    for (int i = 0; i < Supervised.MOST_LOST; i++) {
      assertThatThrownBy(() -> Supervised.within("spinning", SHORT, () -> spin(go, ended)))
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("withFrameDeadline");
    }
    assertThatThrownBy(() -> Supervised.within("spinning", LONG, () -> 1))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("never did");
    assertThat(Supervised.within("another", LONG, () -> 2)).isEqualTo(2);
    go.set(true);
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(again()).isEqualTo(3);
  }

  /** The count falls just behind the end of the work. */
  private static int again() throws InterruptedException {
    for (int i = 0; i < 2000; i++) {
      try {
        return Supervised.within("spinning", LONG, () -> 3);
      } catch (DicomException stillCounted) {
        Thread.sleep(10);
      }
    }
    return -1;
  }

  @Test
  void whatACodecThrowsIsOneException() {
    assertThatThrownBy(() -> fail(new ArrayIndexOutOfBoundsException(7)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("ArrayIndexOutOfBounds");
    assertThatThrownBy(() -> fail(new StackOverflowError())).isInstanceOf(DicomException.class);
    assertThatThrownBy(() -> fail(new OutOfMemoryError("no"))).isInstanceOf(OutOfMemoryError.class);
    DicomException own = Corrupt.at("codec", 1, "this", "that");
    assertThatThrownBy(() -> fail(own)).isSameAs(own);
  }

  private static Object fail(Throwable failure) {
    return Supervised.within(
        "failing",
        LONG,
        () -> {
          if (failure instanceof Error e) {
            throw e;
          }
          throw (RuntimeException) failure;
        });
  }

  @Test
  void anInterruptedCallerGetsItsFrameAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(Supervised.within("interrupted", LONG, () -> 4)).isEqualTo(4);
    assertThat(Thread.interrupted()).isTrue();
  }
}
