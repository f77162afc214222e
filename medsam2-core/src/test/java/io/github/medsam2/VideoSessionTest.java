// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.NanoSessions.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.session.MemoryBudget;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.Suggestion;
import io.github.medsam2.session.run.SessionInsides;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a session promises of objects, directions, corrections and its journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoSessionTest {
  private final MedSam2 model = NanoSessions.model("onnx");

  @AfterAll
  void close() {
    model.close();
  }

  private VideoSession session() {
    return model.session(NanoSessions.frames(6));
  }

  private static Map<Integer, float[]> logits(Propagation p, String object) {
    Map<Integer, float[]> found = NanoSessions.logits(p, object);
    assertThat(found).isNotEmpty();
    return found;
  }

  @Test
  void anObjectDoesNotDependOnOthers() {
    try (VideoSession alone = session();
        VideoSession together = session()) {
      alone.object("a").on(2).box(5, 5, 20, 20);
      together.object("b").on(1).point(30, 10);
      together.object("a").on(2).box(5, 5, 20, 20);
      assertSame(
          logits(alone.propagate(Direction.BOTH), "a"),
          logits(together.propagate(Direction.BOTH), "a"));
    }
  }

  @Test
  void theOrderOfDirectionsDoesNotMatter() {
    try (VideoSession one = session();
        VideoSession other = session()) {
      one.object("a").on(2).box(5, 5, 20, 20);
      other.object("a").on(2).box(5, 5, 20, 20);
      Map<Integer, float[]> forward = logits(one.propagate(Direction.FORWARD), "a");
      Map<Integer, float[]> backward = logits(one.propagate(Direction.BACKWARD), "a");
      assertSame(backward, logits(other.propagate(Direction.BACKWARD), "a"));
      assertSame(forward, logits(other.propagate(Direction.FORWARD), "a"));
    }
  }

  @Test
  void undoneWorkCanBeRedoneAndAJournalReplayed() {
    try (VideoSession s = session();
        VideoSession replayed = session()) {
      s.object("a").on(2).box(5, 5, 20, 20);
      for (int i = 0; i < 20; i++) {
        s.object("a").on(2).point(8 + i % 5, 9);
      }
      s.propagate(Direction.FORWARD).run();
      s.object("a").on(4).notPoint(30, 30);
      List<SessionEvent> asked = s.journal();
      while (s.undo()) {
        assertThat(s.journal().size()).isLessThan(asked.size());
      }
      assertThat(s.objects()).isEmpty();
      while (s.redo()) {
        assertThat(s.journal()).isEqualTo(asked.subList(0, s.journal().size()));
      }
      assertThat(s.journal()).isEqualTo(asked);
      replayed.replay(asked);
      assertSame(
          logits(s.propagate(Direction.FORWARD), "a"),
          logits(replayed.propagate(Direction.FORWARD), "a"));
    }
  }

  @Test
  void aCorrectionSticksAndChangesOtherFrames() {
    try (VideoSession s = session()) {
      s.object("a").on(1).box(5, 5, 20, 20);
      Map<Integer, float[]> before = logits(s.propagate(Direction.FORWARD), "a");
      float[] corrected = s.object("a").on(3).point(30, 25).lowResLogits();
      Map<Integer, float[]> after = logits(s.propagate(Direction.FORWARD), "a");
      assertThat(after.get(3)).isEqualTo(corrected).isNotEqualTo(before.get(3));
      assertThat(after.get(4)).isNotEqualTo(before.get(4));
    }
  }

  @Test
  void clearingTheLastPromptForgetsEverything() {
    try (VideoSession s = session();
        VideoSession fresh = session()) {
      s.object("a").on(1).box(5, 5, 20, 20);
      s.propagate(Direction.FORWARD).run();
      s.object("a").on(1).clear();
      s.object("a").on(3).point(10, 10);
      fresh.object("a").on(3).point(10, 10);
      assertSame(
          logits(s.propagate(Direction.BOTH), "a"), logits(fresh.propagate(Direction.BOTH), "a"));
    }
  }

  @Test
  void aWalkEndsWhenCancelledAndRefusesChangesBeneathIt() {
    try (VideoSession s = session()) {
      s.object("a").on(0).box(5, 5, 20, 20);
      Propagation p = s.propagate(Direction.FORWARD);
      Iterator<FrameResult> walk = p.iterator();
      assertThat(walk.next().index()).isZero();
      assertThat(walk.next().total()).isEqualTo(6);
      p.cancel();
      assertThat(walk.hasNext()).isFalse();
      Iterator<FrameResult> second = s.propagate(Direction.FORWARD).iterator();
      assertThat(second.hasNext()).isTrue();
      s.object("a").on(0).point(10, 10);
      assertThatThrownBy(second::next)
          .isInstanceOf(MedSam2Exception.class)
          .hasMessageContaining("left alone");
    }
  }

  @Test
  void suggestionsAreRankedAndClosedSessionsRefuse() {
    VideoSession s = session();
    s.object("a").on(2).box(5, 5, 20, 20);
    s.propagate(Direction.BOTH).run();
    List<Suggestion> ranked = s.suggestions(10);
    assertThat(ranked).hasSize(5).isSortedAccordingTo((a, b) -> Double.compare(b.need(), a.need()));
    assertThat(s.readiness(1).encodesOnce()).isTrue();
    s.close();
    assertThatThrownBy(s::undo).isInstanceOf(MedSam2Exception.class).hasMessageContaining("closed");
    assertThatThrownBy(() -> s.propagate(Direction.FORWARD).run())
        .isInstanceOf(MedSam2Exception.class);
  }

  @Test
  void aWalkKeepsToItsRangeAndCountsItsFrames() {
    try (VideoSession s = session()) {
      s.object("a").on(2).box(5, 5, 20, 20);
      List<FrameResult> both = s.propagate(Direction.BOTH).range(1, 4).stream().toList();
      assertThat(both).extracting(FrameResult::index).containsExactly(1, 2, 3, 4, 4, 3, 2, 1);
      assertThat(both).extracting(FrameResult::done).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(both).allMatch(f -> f.total() == 8);
      assertThat(both.get(0).objects()).isEmpty();
      assertThat(both.get(7).objects()).containsOnlyKeys("a");
      assertThat(s.propagate(Direction.FORWARD).stream().limit(2).count()).isEqualTo(2);
      for (int[] range : new int[][] {{-1, 2}, {3, 2}, {0, 6}}) {
        assertThatThrownBy(() -> s.propagate(Direction.FORWARD).range(range[0], range[1]))
            .isInstanceOf(MedSam2Exception.class)
            .hasMessageContaining("last <= 5");
      }
    }
  }

  @Test
  void aWalkEndsWhereNothingIsSeenAnyMore() {
    try (MedSam2 blind = NanoSessions.model("onnx", -2);
        VideoSession s = blind.session(NanoSessions.frames(6))) {
      s.object("a").on(0).mask(NanoSessions.rectangle(5, 5, 20, 20));
      assertThat(s.propagate(Direction.FORWARD).stream()).hasSize(6);
      assertThat(s.propagate(Direction.FORWARD).stopAfterAbsent(2).stream())
          .extracting(FrameResult::index)
          .containsExactly(0, 1, 2);
    }
  }

  @Test
  void promptedFramesAreForgottenBeyondTheirCap() {
    SessionOptions two =
        SessionOptions.defaults()
            .budget(MemoryBudget.DEFAULT.embeddings(0).trackedFrames(16).promptedFrames(2));
    try (VideoSession s = model.session(NanoSessions.frames(6), two);
        VideoSession fresh = model.session(NanoSessions.frames(6), two)) {
      s.object("a").on(0).box(5, 5, 20, 20);
      s.object("a").on(3).box(5, 5, 20, 20);
      s.object("a").on(5).box(5, 5, 20, 20);
      assertThat(s.core().memory("a").conditioning()).containsOnlyKeys(3, 5);
      assertThat(SessionInsides.prompted(s.core(), "a")).containsExactly(3, 5);
      fresh.object("a").on(3).box(5, 5, 20, 20);
      fresh.object("a").on(5).box(5, 5, 20, 20);
      assertSame(
          logits(s.propagate(Direction.BOTH), "a"), logits(fresh.propagate(Direction.BOTH), "a"));
    }
  }

  @Test
  void aFrameThatNeedsCorrectionIsSuggestedFirst() {
    try (VideoSession s = session()) {
      s.object("a").on(2).box(5, 5, 20, 20);
      s.propagate(Direction.FORWARD).run();
      s.propagate(Direction.BACKWARD).range(0, 5).run();
      Suggestion first = s.suggestions(1).get(0);
      s.suggestions(9).forEach(o -> assertThat(first.need()).isGreaterThanOrEqualTo(o.need()));
      assertThat(s.suggestions(9)).extracting(Suggestion::frame).doesNotContain(2);
      s.object("a").on(first.frame()).point(10, 10);
      assertThat(s.suggestions(9)).extracting(Suggestion::frame).doesNotContain(first.frame());
    }
  }
}
