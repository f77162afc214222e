// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.NanoSessions.assertSame;
import static io.github.medsam2.NanoSessions.logits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.SessionEvent.Propagated;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.LiveFrames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Sessions over frames that come while they are followed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LiveSessionTest {
  private static final List<Image> IMAGES = NanoSessions.images(20);
  private final MedSam2 model = NanoSessions.model("onnx");

  @AfterAll
  void close() {
    model.close();
  }

  private static LiveFrames live(int retained) {
    return LiveFrames.of(NanoSessions.WIDTH, NanoSessions.HEIGHT, retained);
  }

  private VideoSession recorded() {
    return model.session(NanoSessions.frames(20));
  }

  private static void push(LiveFrames live, int from, int to) {
    IMAGES.subList(from, to).forEach(live::push);
  }

  @Test
  void resultsComeWithTheFramesAndEqualThoseOfTheRecording() throws Exception {
    LiveFrames live = live(20);
    push(live, 0, 3);
    try (VideoSession s = model.session(live);
        VideoSession recorded = recorded()) {
      s.object("a").on(1).box(5, 5, 20, 20);
      recorded.object("a").on(1).box(5, 5, 20, 20);
      Iterator<FrameResult> walk = s.propagate(Direction.FORWARD).iterator();
      List<FrameResult> results = new ArrayList<>();
      results.add(walk.next());
      assertThat(results.get(0).total()).isEqualTo(2);
      CompletableFuture<Void> pushing =
          CompletableFuture.runAsync(
              () -> {
                push(live, 3, 20);
                live.end();
              });
      walk.forEachRemaining(results::add);
      pushing.get();
      assertThat(results.get(18).total()).isEqualTo(19);
      assertThat(s.journal()).hasSize(2);
      assertThat(s.frameCount()).isEqualTo(20);
      assertSame(logits(results, "a"), logits(recorded.propagate(Direction.FORWARD), "a"));
      assertSame(
          logits(s.propagate(Direction.BACKWARD), "a"),
          logits(recorded.propagate(Direction.BACKWARD), "a"));
    }
  }

  @Test
  void objectsAreAddedCorrectedAndRemovedWhileTheWalkGoesOn() {
    List<FrameResult> results = new ArrayList<>();
    LiveFrames coming = live(20);
    try (VideoSession s = model.session(coming);
        VideoSession recorded = recorded()) {
      coming.push(IMAGES.get(0));
      s.object("a").on(0).box(5, 5, 20, 20);
      for (FrameResult f : s.propagate(Direction.FORWARD)) {
        results.add(f);
        switch (f.index()) {
          case 4 -> s.object("b").on(4).point(30, 10);
          case 8 -> s.object("a").on(8).notPoint(30, 25);
          case 12 -> s.object("b").remove();
          default -> assertThat(f.objects()).isNotEmpty();
        }
        if (f.index() == 15) {
          coming.end();
        } else {
          coming.push(IMAGES.get(f.index() + 1));
        }
      }
      assertThat(results).extracting(FrameResult::index).containsExactly(range(0, 16));
      assertThat(results.get(4).objects()).containsOnlyKeys("a");
      assertThat(results.get(5).objects()).containsOnlyKeys("a", "b");
      assertThat(results.get(13).objects()).containsOnlyKeys("a");
      assertThat(s.journal()).hasSize(8);
      recorded.replay(s.journal());
      assertSame(NanoSessions.remembered(s, "a", 16), NanoSessions.remembered(recorded, "a", 16));
    }
  }

  private static Integer[] range(int from, int to) {
    Integer[] out = new Integer[to - from];
    for (int i = 0; i < out.length; i++) {
      out[i] = from + i;
    }
    return out;
  }

  @Test
  void aSecondWalkGoesOnWhereTheFirstStopped() {
    LiveFrames live = live(20);
    push(live, 0, 6);
    try (VideoSession s = model.session(live)) {
      s.object("a").on(0).box(5, 5, 20, 20);
      s.propagate(Direction.FORWARD).stream().limit(4).forEach(f -> {});
      s.object("b").on(5).point(30, 10);
      live.end();
      assertThat(s.propagate(Direction.FORWARD).stream())
          .extracting(FrameResult::index)
          .containsExactly(4, 5);
      s.object("b").remove();
      s.object("a").on(5).point(10, 10);
      assertThat(s.propagate(Direction.FORWARD).stream()).isEmpty();
      assertThat(s.propagate(Direction.FORWARD).range(2, 4).stream())
          .extracting(FrameResult::index)
          .containsExactly(2, 3, 4);
    }
  }

  @Test
  void framesDroppedBeforeTheyWereFollowedAreLeftOut() {
    LiveFrames live = live(4);
    push(live, 0, 1);
    try (VideoSession s = model.session(live);
        VideoSession recorded = recorded()) {
      s.object("a").on(0).box(5, 5, 20, 20);
      push(live, 1, 20);
      live.end();
      Map<Integer, float[]> found = logits(s.propagate(Direction.FORWARD), "a");
      assertThat(found).containsOnlyKeys(0, 16, 17, 18, 19);
      assertThat(s.journal().stream().filter(Propagated.class::isInstance)).hasSize(2);
      recorded.replay(s.journal());
      assertSame(NanoSessions.remembered(s, "a", 20), NanoSessions.remembered(recorded, "a", 20));
      assertThat(s.propagate(Direction.FORWARD).range(2, 17).stream())
          .extracting(FrameResult::index)
          .containsExactly(16, 17);
      assertThat(s.propagate(Direction.FORWARD).range(2, 9).stream()).isEmpty();
      assertThat(s.propagate(Direction.BACKWARD).range(0, 19).stream())
          .extracting(FrameResult::index)
          .containsExactly(19, 18, 17, 16);
    }
  }

  @Test
  void aDroppedFrameIsRefusedUnlessItsFeaturesAreKept() {
    LiveFrames live = live(4);
    push(live, 0, 1);
    SessionOptions small = SessionOptions.defaults().budget(new MemoryBudget(0, 16));
    try (VideoSession s = model.session(live, small)) {
      s.object("a").on(0).box(5, 5, 20, 20);
      push(live, 1, 20);
      assertThat(s.object("a").on(0).point(8, 8).iou()).isPositive();
      assertThatThrownBy(() -> s.object("a").on(3).point(8, 8))
          .isInstanceOf(MedSam2Exception.class)
          .hasMessageContaining("16 to 19")
          .hasMessageContaining("3, which was dropped");
      assertThatThrownBy(() -> s.object("a").on(20).point(8, 8))
          .isInstanceOf(MedSam2Exception.class)
          .hasMessageContaining("wait for the frame");
      assertThat(s.journal()).hasSize(2);
    }
  }

  @Test
  void waitingEndsInTimeAndMayGoOn() {
    LiveFrames live = live(4);
    push(live, 0, 1);
    try (VideoSession s = model.session(live)) {
      s.object("a").on(0).box(5, 5, 20, 20);
      Iterator<FrameResult> walk =
          s.propagate(Direction.FORWARD).waitAtMost(Duration.ofMillis(1)).iterator();
      assertThat(walk.next().index()).isZero();
      assertThatThrownBy(walk::next)
          .isInstanceOf(MedSam2Exception.class)
          .hasMessageContaining("none within PT0.001S");
      push(live, 1, 2);
      assertThat(walk.next().index()).isEqualTo(1);
      Thread.currentThread().interrupt();
      assertThatThrownBy(walk::next).hasMessageContaining("interrupt");
      assertThat(Thread.interrupted()).isTrue();
      live.end();
      assertThat(walk.hasNext()).isFalse();
    }
  }

  @Test
  void aWaitingWalkIsCancelledFromAnotherThread() throws Exception {
    LiveFrames live = live(4);
    push(live, 0, 1);
    try (VideoSession s = model.session(live)) {
      s.object("a").on(0).box(5, 5, 20, 20);
      Propagation p = s.propagate(Direction.FORWARD);
      Iterator<FrameResult> walk = p.iterator();
      walk.next();
      Thread waiting = Thread.currentThread();
      CompletableFuture<Void> cancelling =
          CompletableFuture.runAsync(
              () -> {
                while (waiting.getState() != Thread.State.TIMED_WAITING) {
                  Thread.onSpinWait();
                }
                p.cancel();
              });
      assertThat(walk.hasNext()).isFalse();
      cancelling.get();
    }
  }

  /** What is kept is counted after 3,000 frames, of which the walk could follow every twentieth. */
  @Test
  void nothingGrowsWithTheNumberOfFrames() {
    LiveFrames live = live(12);
    push(live, 0, 1);
    SessionOptions small = SessionOptions.defaults().budget(new MemoryBudget(0, 16));
    try (VideoSession s = model.session(live, small)) {
      s.object("a").on(0).box(5, 5, 20, 20);
      for (FrameResult f : s.propagate(Direction.FORWARD)) {
        if (f.index() >= 2990) {
          live.end();
        } else {
          push(live, 0, 20);
        }
      }
      ObjectState a = s.state("a");
      assertThat(s.frameCount()).isGreaterThanOrEqualTo(2990);
      assertThat(live.first()).isEqualTo(s.frameCount() - 12);
      assertThat(s.cache().size()).isEqualTo(2);
      assertThat(a.forward()).hasSizeLessThanOrEqualTo(12);
      assertThat(a.tracked()).hasSizeLessThanOrEqualTo(12);
      assertThat(a.backward()).isEmpty();
      assertThat(a.memory().conditioning()).hasSize(1);
      assertThat(
              Arrays.stream(range(0, s.frameCount()))
                  .filter(i -> a.memory().tracked(i, false) != null))
          .hasSize(16);
    }
  }
}
