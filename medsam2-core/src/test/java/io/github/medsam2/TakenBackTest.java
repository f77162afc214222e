// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.NanoSessions.assertSame;
import static io.github.medsam2.NanoSessions.logits;
import static io.github.medsam2.NanoSessions.remembered;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Heading;
import io.github.medsam2.session.MemoryBudget;
import io.github.medsam2.session.MemoryPolicy;
import io.github.medsam2.session.Suggestion;
import io.github.medsam2.session.run.SessionInsides;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A prompt that is taken back, in whatever way, is as if it had never been. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakenBackTest {
  private static final int FRAMES = 8;
  private final MedSam2 model = NanoSessions.model("onnx");

  @AfterAll
  void close() {
    model.close();
  }

  private VideoSession session(SessionOptions options) {
    return model.session(NanoSessions.frames(FRAMES), options);
  }

  private static void walk(VideoSession s) {
    s.propagate(Direction.BOTH).run();
  }

  /** The next walk both ways, and one over a few frames after it, are the same. */
  private void assertAlike(Consumer<VideoSession> slipped, Consumer<VideoSession> never) {
    assertAlike(SessionOptions.defaults(), slipped, never);
  }

  private void assertAlike(
      SessionOptions options, Consumer<VideoSession> slipped, Consumer<VideoSession> never) {
    try (VideoSession found = session(options);
        VideoSession expected = session(options)) {
      slipped.accept(found);
      never.accept(expected);
      Map<Integer, float[]> masks = logits(expected.propagate(Direction.BOTH), "a");
      assertThat(masks).hasSize(FRAMES);
      assertSame(logits(found.propagate(Direction.BOTH), "a"), masks);
      assertSame(remembered(found, "a", FRAMES), remembered(expected, "a", FRAMES));
      assertThat(found.suggestions(FRAMES)).hasSameSizeAs(expected.suggestions(FRAMES));
    }
  }

  private static void box(VideoSession s) {
    s.object("a").on(4).box(5, 5, 20, 20);
  }

  @Test
  void clearingASlipLeavesNoMemoryOfIt() {
    assertAlike(
        s -> {
          box(s);
          walk(s);
          s.object("a").on(0).point(30, 25);
          walk(s);
          s.object("a").on(0).clear();
        },
        s -> {
          box(s);
          walk(s);
        });
  }

  @Test
  void aSlipThatNothingFollowedLeavesWhatWasTrackedBefore() {
    try (VideoSession found = session(SessionOptions.defaults())) {
      box(found);
      walk(found);
      Map<String, float[]> before = remembered(found, "a", FRAMES);
      Object notes = SessionInsides.notes(found.core(), "a");
      found.object("a").on(6).point(30, 25);
      found.object("a").on(6).clear();
      assertSame(remembered(found, "a", FRAMES), before);
      assertThat(SessionInsides.notes(found.core(), "a")).isEqualTo(notes);
      found.object("a").on(5).clear();
      assertSame(remembered(found, "a", FRAMES), before);
      assertThatThrownBy(() -> found.object("a").on(FRAMES).clear())
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void aCorrectionOfWhatASlipLedToIsAnsweredAgain() {
    assertAlike(
        s -> {
          box(s);
          s.object("a").on(0).point(30, 25);
          walk(s);
          s.object("a").on(6).notPoint(30, 30);
          walk(s);
          s.object("a").on(6).point(8, 8);
          s.object("a").on(0).clear();
        },
        s -> {
          box(s);
          walk(s);
          s.object("a").on(6).notPoint(30, 30);
          walk(s);
          s.object("a").on(6).point(8, 8);
        });
  }

  @Test
  void anotherBoxOrMaskTakesBackTheFirst() {
    List<Consumer<VideoSession>> seconds =
        List.of(
            s -> s.object("a").on(6).box(10, 8, 30, 28),
            s -> s.object("a").on(6).mask(NanoSessions.rectangle(10, 8, 30, 28)));
    for (Consumer<VideoSession> second : seconds) {
      Consumer<VideoSession> first = s -> s.object("a").on(6).box(2, 2, 9, 9);
      assertAlike(first.andThen(second), second);
      assertAlike(first.andThen(TakenBackTest::walk).andThen(second), second);
      Consumer<VideoSession> tracked = TakenBackTest::walkedFrom;
      assertAlike(tracked.andThen(first).andThen(second), tracked.andThen(second));
    }
    assertAlike(
        s -> {
          walkedFrom(s);
          s.object("a").on(6).box(2, 2, 9, 9);
          walk(s);
          seconds.get(1).accept(s);
        },
        s -> {
          walkedFrom(s);
          seconds.get(1).accept(s);
        });
  }

  private static void walkedFrom(VideoSession s) {
    box(s);
    walk(s);
  }

  @Test
  void anObjectThatIsRemovedAndShownAgainIsANewOne() {
    assertAlike(
        s -> {
          s.object("a").on(0).point(30, 25);
          walk(s);
          s.object("a").remove();
          box(s);
        },
        TakenBackTest::box);
  }

  @Test
  void aFrameForgottenForTheBudgetLeavesNoMemoryOfIt() {
    MemoryBudget two = MemoryBudget.DEFAULT.promptedFrames(2);
    try (VideoSession found = session(SessionOptions.defaults().budget(two));
        VideoSession expected = session(SessionOptions.defaults().budget(two))) {
      found.object("a").on(0).point(30, 25);
      box(found);
      walk(found);
      found.object("a").on(7).mask(NanoSessions.rectangle(5, 5, 20, 20));
      box(expected);
      expected.object("a").on(7).mask(NanoSessions.rectangle(5, 5, 20, 20));
      assertSame(
          logits(found.propagate(Direction.BOTH), "a"),
          logits(expected.propagate(Direction.BOTH), "a"));
    }
  }

  /** The original downgrades the answer of a cleared frame to that of a tracked one. */
  @Test
  void theOriginalKeepsWhatAWalkHasSeen() {
    for (MemoryPolicy policy : List.of(MemoryPolicy.ORIGINAL, MemoryPolicy.LEGACY)) {
      try (VideoSession s = session(SessionOptions.defaults().policy(policy))) {
        box(s);
        s.object("a").on(0).point(30, 25);
        float[] slip = requireNonNull(s.core().at(0).get("a")).logits();
        walk(s);
        s.object("a").on(0).clear();
        assertThat(s.core().memory("a").conditioning()).containsOnlyKeys(4);
        assertThat(requireNonNull(s.core().memory("a").tracked(0, Heading.FORWARD)).logits())
            .isEqualTo(slip);
        assertThat(s.core().memory("a").tracked(6, Heading.FORWARD)).isNotNull();
        assertThat(SessionInsides.tracked(s.core(), "a")).doesNotContain(0);
        s.object("a").on(4).clear();
        assertThat(s.core().memory("a").tracked(Heading.FORWARD)).isEmpty();
      }
    }
  }

  @Test
  void theOriginalForgetsWhatNoWalkHasSeen() {
    assertAlike(
        SessionOptions.defaults().policy(MemoryPolicy.ORIGINAL),
        s -> {
          box(s);
          s.object("a").on(0).point(30, 25);
          s.object("a").on(0).clear();
        },
        TakenBackTest::box);
  }

  @Test
  void undoTakesBackSuggestionsToo() {
    try (VideoSession s = session(SessionOptions.defaults())) {
      box(s);
      walk(s);
      List<Suggestion> before = s.suggestions(FRAMES);
      s.object("a").on(0).point(30, 25);
      walk(s);
      assertThat(s.suggestions(FRAMES)).isNotEqualTo(before);
      while (s.journal().size() > 3) {
        s.undo();
      }
      assertThat(s.suggestions(FRAMES)).isEqualTo(before);
    }
  }
}
