package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.config.Schema;
import io.github.medsam2.testing.RuleWeights;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a session promises of objects, directions, corrections and its journal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoSessionTest {
  private final MedSam2 model =
      MedSam2.of(
          new RuleWeights(Schema.of(Networks.nano()), 1),
          ModelOptions.defaults()
              .engine("onnx")
              .engine(EngineOptions.DEFAULT.withThreads(1))
              .adjust(c -> Networks.nano()));

  @AfterAll
  void close() {
    model.close();
  }

  private VideoSession session() {
    Random random = new Random(7);
    List<Image> frames = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      byte[] pixels = new byte[40 * 32];
      random.nextBytes(pixels);
      frames.add(Image.gray8(40, 32, pixels));
    }
    return model.session(FrameSource.of(frames));
  }

  /** Low-res logits of an object by frame; the last result of a frame counts. */
  private static Map<Integer, float[]> logits(Propagation p, String object) {
    Map<Integer, float[]> out = new TreeMap<>();
    for (FrameResult f : p) {
      Segmentation s = f.objects().get(object);
      if (s != null) {
        out.put(f.index(), s.lowResLogits());
      }
    }
    return out;
  }

  private static void assertSame(Map<Integer, float[]> a, Map<Integer, float[]> b) {
    assertThat(a.keySet()).isEqualTo(b.keySet()).isNotEmpty();
    a.forEach((frame, values) -> assertThat(values).as("frame " + frame).isEqualTo(b.get(frame)));
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
}
