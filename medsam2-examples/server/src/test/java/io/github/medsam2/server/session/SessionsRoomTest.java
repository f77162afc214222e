// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.MedSam2;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.server.compute.ComputeQueue;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.watch.ServerObserver;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has to go where there is no room, and that room is given once. */
class SessionsRoomTest {
  private static final String PAGE = "page";
  private static final int SIDE = 100;

  @TempDir private Path folder;

  private MedSam2 model() throws Exception {
    return MedSam2.load(NanoModel.write(folder), NanoModel.options("onnx"));
  }

  private static Sessions sessions(
      MedSam2 model, ComputeQueue queue, Budget budget, Duration absence) {
    Sessions all = new Sessions(model, budget, queue, ServerObserver.NONE, null, absence);
    all.clocks(PAGE, Clocks.idle(Duration.ofHours(1)));
    return all;
  }

  @Test
  void aPageThatWasLeftMakesRoomAndAnotherDoesNot() throws Exception {
    Budget two = Budget.defaults().sessions(2);
    try (MedSam2 model = model();
        ComputeQueue queue = new ComputeQueue(4, ServerObserver.NONE)) {
      Sessions patient = sessions(model, queue, two, Duration.ofMinutes(3));
      patient.open(PAGE).note(Sessions.WATCHED, "");
      patient.open(PAGE);
      assertThatThrownBy(() -> patient.open(PAGE)).isInstanceOf(Refusal.class);

      Sessions all = sessions(model, queue, two, Duration.ofMillis(1));
      Session left = all.open(PAGE);
      left.note(Sessions.WATCHED, "");
      Session never = all.open(PAGE);
      Thread.sleep(5);
      Session third = all.open(PAGE);
      assertThat(all.find(left.id(), PAGE)).isEmpty();
      assertThat(all.find(never.id(), PAGE)).contains(never);
      third.note(Sessions.WATCHED, "");
      third.enter(true);
      Thread.sleep(5);
      assertThatThrownBy(() -> all.open(PAGE))
          .as("one is asked right now")
          .isInstanceOf(Refusal.class);
    }
  }

  @Test
  void roomIsGivenOnce() throws Exception {
    Picture picture =
        Picture.of(Image.gray8(SIDE, SIDE, new byte[SIDE * SIDE]), Intensity.standard());
    long need = Budget.need(picture.voxels());
    int many = 12;
    try (MedSam2 model = model();
        ComputeQueue queue = new ComputeQueue(4, ServerObserver.NONE)) {
      Sessions all =
          sessions(model, queue, Budget.defaults().bytes(3 * need, need), Duration.ofHours(1));
      CountDownLatch begin = new CountDownLatch(1);
      AtomicInteger shown = new AtomicInteger();
      Thread[] threads = new Thread[many];
      for (int i = 0; i < many; i++) {
        Session session = all.open(PAGE);
        threads[i] =
            new Thread(
                () -> {
                  try {
                    begin.await();
                    session.show(picture);
                    shown.incrementAndGet();
                  } catch (Refusal | InterruptedException e) {
                    // No room.
                  }
                });
        threads[i].start();
      }
      begin.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(shown).hasValue(3);
      all.close();
    }
  }
}
