// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.NanoSessions.assertSame;
import static io.github.medsam2.NanoSessions.logits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Heading;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.LiveFrames;
import io.github.medsam2.runtime.ObjectMemory;
import io.github.medsam2.session.MemoryBudget;
import io.github.medsam2.session.SessionEvent.Propagated;
import io.github.medsam2.session.run.SessionInsides;
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
    SessionOptions small =
        SessionOptions.defaults().budget(MemoryBudget.DEFAULT.embeddings(0).trackedFrames(16));
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

  private static SessionOptions small() {
    return SessionOptions.defaults().budget(MemoryBudget.DEFAULT.embeddings(0).trackedFrames(16));
  }

  @Test
  void undoAfterAGapGoesBackToWhereTheWalkWas() {
    LiveFrames live = live(4);
    push(live, 0, 1);
    try (VideoSession s = model.session(live, small())) {
      s.object("a").on(0).box(5, 5, 20, 20);
      for (FrameResult f : s.propagate(Direction.FORWARD)) {
        if (f.index() == 5) {
          // Frame 6 is computed ahead already; frames 7 to 9 are missed.
          push(live, 6, 14);
          live.end();
        } else if (f.index() < 5) {
          push(live, f.index() + 1, f.index() + 2);
        }
      }
      int gaps = (int) s.journal().stream().filter(Propagated.class::isInstance).count() - 1;
      assertThat(gaps).isPositive();
      Map<String, float[]> whole = NanoSessions.remembered(s, "a", 14);
      for (int i = 0; i < gaps; i++) {
        s.undo();
      }
      int last = ((Propagated) s.journal().get(s.journal().size() - 1)).to();
      assertThat(last).isLessThan(10);
      assertThat(s.suggestions(20)).allMatch(x -> x.frame() >= live.first());
      Map<Integer, float[]> again = logits(s.propagate(Direction.FORWARD), "a");
      assertThat(again).containsKeys(10, 11, 12, 13);
      assertSame(NanoSessions.remembered(s, "a", 14), whole);
      while (s.undo()) {
        assertThat(s.suggestions(20)).allMatch(x -> x.frame() <= 13);
      }
      while (s.redo()) {
        assertThat(s.objects()).containsExactly("a");
      }
      assertSame(NanoSessions.remembered(s, "a", 14), whole);
    }
  }

  @Test
  void aWalkLeftAtThePromptedFrameGoesOnAfterIt() {
    LiveFrames live = live(20);
    push(live, 0, 4);
    try (VideoSession s = model.session(live)) {
      s.object("a").on(0).box(5, 5, 20, 20);
      s.object("a").on(2).box(5, 5, 20, 20);
      live.end();
      assertThat(indices(s, 1)).containsExactly(0);
      assertThat(indices(s, 2)).containsExactly(1, 2);
      assertThat(indices(s, 9)).containsExactly(3);
      s.undo();
      assertThat(indices(s, 9)).containsExactly(3);
      s.object("a").on(2).clear();
      assertThat(indices(s, 9)).containsExactly(0, 1, 2, 3);
    }
  }

  private static List<Integer> indices(VideoSession s, int most) {
    return s.propagate(Direction.FORWARD).stream().limit(most).map(FrameResult::index).toList();
  }

  @Test
  void whatEndedWithFramesDroppedIsWalkedAsFarAsItIsThere() {
    LiveFrames live = live(4);
    push(live, 0, 20);
    live.end();
    try (VideoSession s = model.session(live)) {
      s.object("a").on(18).box(5, 5, 20, 20);
      assertThat(s.propagate(Direction.BOTH).stream())
          .extracting(FrameResult::index)
          .containsExactly(18, 19, 18, 17, 16);
      assertThat(s.suggestions(9)).hasSize(3);
      assertThat(s).hasToString(live + "; a: prompted on [18], tracked on 3 frames; 3 events");
    }
  }

  @Test
  void framesThatAreChangedStayLive() {
    LiveFrames live = live(4);
    push(live, 0, 2);
    try (VideoSession s = model.session(live.map(f -> f))) {
      s.object("a").on(0).box(5, 5, 20, 20);
      for (FrameResult f : s.propagate(Direction.FORWARD)) {
        if (f.index() == 1) {
          push(live, 2, 3);
          live.end();
        }
      }
      assertThat(s.frameCount()).isEqualTo(3);
      assertThat(s.core().memory("a").tracked(2, Heading.FORWARD)).isNotNull();
    }
  }

  /** What is kept is counted after 3,000 frames, of which the walk could follow every twentieth. */
  @Test
  void nothingGrowsWithTheNumberOfFrames() {
    LiveFrames live = live(12);
    push(live, 0, 1);
    SessionOptions small =
        SessionOptions.defaults().budget(MemoryBudget.DEFAULT.embeddings(0).trackedFrames(16));
    try (VideoSession s = model.session(live, small)) {
      s.object("a").on(0).box(5, 5, 20, 20);
      for (FrameResult f : s.propagate(Direction.FORWARD)) {
        if (f.index() >= 2990) {
          live.end();
        } else {
          push(live, 0, 20);
        }
      }
      ObjectMemory a = s.core().memory("a");
      assertThat(s.frameCount()).isGreaterThanOrEqualTo(2990);
      assertThat(live.first()).isEqualTo(s.frameCount() - 12);
      assertThat(SessionInsides.cached(s.core())).isEqualTo(2);
      assertThat(SessionInsides.scored(s.core(), "a", Heading.FORWARD))
          .hasSizeLessThanOrEqualTo(12);
      assertThat(SessionInsides.tracked(s.core(), "a")).hasSizeLessThanOrEqualTo(12);
      assertThat(SessionInsides.scored(s.core(), "a", Heading.BACKWARD)).isEmpty();
      assertThat(a.conditioning()).hasSize(1);
      assertThat(
              Arrays.stream(range(0, s.frameCount()))
                  .filter(i -> a.tracked(i, Heading.FORWARD) != null))
          .hasSize(16);
    }
  }
}
