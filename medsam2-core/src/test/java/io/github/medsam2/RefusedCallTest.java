// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Heading;
import io.github.medsam2.image.LiveFrames;
import io.github.medsam2.session.MemoryBudget;
import io.github.medsam2.session.MemoryPolicy;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.SessionEvent.Cleared;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Propagated;
import io.github.medsam2.session.SessionEvent.Removed;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Calls without sense are refused by the library's own exception and leave the session usable. */
@NullUnmarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RefusedCallTest {
  private final MedSam2 model = NanoSessions.model("onnx");

  @AfterAll
  void close() {
    model.close();
  }

  private static void refused(ThrowingCallable... calls) {
    for (int i = 0; i < calls.length; i++) {
      assertThatThrownBy(calls[i]).as("call %d", i).isInstanceOf(MedSam2Exception.class);
    }
  }

  @Test
  void aRefusedCallLeavesTheSessionAsItWas() {
    try (VideoSession s = model.session(NanoSessions.frames(3))) {
      s.object("a").on(0).box(5, 5, 20, 20);
      List<SessionEvent> journal = s.journal();
      TrackedObject.OnFrame on = s.object("a").on(1);
      refused(
          () -> s.object(null),
          () -> s.object(""),
          () -> s.object(" \t"),
          () -> on.prompt(null),
          () -> on.mask(null),
          () -> on.describe(null),
          () -> on.box(9, 9, 3, 3),
          () -> on.point(Double.NaN, 1),
          () -> s.object("a").on(-1).point(1, 1),
          () -> s.object("a").on(3).point(1, 1),
          () -> s.object("a").on(3).clear(),
          () -> s.object("b").on(0).clear(),
          () -> s.object("b").remove(),
          () -> s.suggestions(-1),
          () -> s.readiness(-1),
          () -> s.propagate(null),
          () -> s.propagate(Direction.BOTH).stopAfterAbsent(-1),
          () -> s.propagate(Direction.BOTH).waitAtMost(null),
          () -> s.propagate(Direction.BOTH).waitAtMost(Duration.ofMillis(-1)),
          () -> s.replay(null),
          () -> s.replay(Arrays.asList((SessionEvent) null)),
          () -> s.replay(List.of(new Propagated(List.of("b"), 0, 2, Heading.FORWARD, false))),
          () -> s.replay(List.of(new Propagated(List.of("a"), 0, 3, Heading.FORWARD, false))));
      assertThat(s.journal()).isEqualTo(journal);
      assertThat(s.objects()).containsExactly("a");
      assertThat(s.propagate(Direction.FORWARD).stream()).hasSize(3);
      assertThat(s.undo()).isTrue();
      assertThat(s.redo()).isTrue();
      assertThat(s.suggestions(0)).isEmpty();
    }
  }

  @Test
  void nothingIsMadeOfNull() {
    SessionOptions o = SessionOptions.defaults();
    refused(
        () -> o.policy(null),
        () -> o.budget(null),
        () -> o.cleanup(null),
        () -> model.session(null),
        () -> model.session(NanoSessions.frames(1), null),
        () -> new Prompted(null, 0, null),
        () -> new Prompted("a", 0, null),
        () -> new Cleared(null, 0),
        () -> new Removed(null),
        () -> new Propagated(null, 0, 1, Heading.FORWARD, false),
        () -> new Propagated(Arrays.asList("a", null), 0, 1, Heading.FORWARD, false),
        () -> new Propagated(List.of("a"), 0, 1, null, false),
        () -> FrameSource.of(Arrays.asList(NanoSessions.images(1).get(0), null)),
        () -> NanoSessions.frames(1).map(null),
        () -> LiveFrames.of(2, 2, 2).push(null),
        () -> MemoryPolicy.DEFAULT.maxConditioning(1),
        () -> MemoryPolicy.DEFAULT.maxConditioning(-1),
        () -> MemoryBudget.DEFAULT.embeddings(-1),
        () -> MemoryBudget.DEFAULT.trackedFrames(15),
        () -> MemoryBudget.DEFAULT.promptedFrames(-1));
  }

  @Test
  void aClosedSessionAnswersWhatItKnowsAndDoesNothingMore() {
    LiveFrames live = LiveFrames.of(NanoSessions.WIDTH, NanoSessions.HEIGHT, 4);
    live.push(NanoSessions.images(1).get(0));
    VideoSession s = model.session(live);
    s.object("a").on(0).box(5, 5, 20, 20);
    Iterator<FrameResult> walk = s.propagate(Direction.FORWARD).iterator();
    walk.next();
    s.close();
    s.close();
    refused(
        walk::hasNext,
        walk::next,
        s::undo,
        s::redo,
        () -> s.propagate(Direction.FORWARD),
        () -> s.object("a").on(0).point(1, 1),
        () -> s.object("a").on(0).clear(),
        () -> s.replay(List.of(new Removed("a"))));
    assertThat(s.journal()).hasSize(2);
    assertThat(s.objects()).containsExactly("a");
    assertThat(s.toString()).startsWith("closed; live frames 0 to 0 of 40x32");
  }

  @Test
  void optionsAreEqualByValueAndSayWhatTheyAre() {
    SessionOptions o = SessionOptions.defaults();
    assertThat(o.prefetch(false)).isNotEqualTo(o).isEqualTo(o.prefetch(false));
    assertThat(o.prefetch(false)).hasSameHashCodeAs(o.prefetch(false));
    MemoryPolicy custom =
        MemoryPolicy.DEFAULT
            .sharedDirections(true)
            .correctionsCondition(false)
            .keepsCorrections(false)
            .trackBeforePrompt(true)
            .forgetsCleared(false);
    assertThat(custom).isEqualTo(MemoryPolicy.ORIGINAL).hasSameHashCodeAs(MemoryPolicy.ORIGINAL);
    assertThat(custom.keepsCorrections(true)).isEqualTo(MemoryPolicy.LEGACY);
    assertThat(MemoryBudget.DEFAULT.trackedFrames(16)).isNotEqualTo(MemoryBudget.DEFAULT);
    assertThat(o.toString())
        .contains("SessionOptions[policy=MemoryPolicy[sharedDirections=false")
        .contains("MemoryBudget[embeddings=268435456, trackedFrames=32, promptedFrames=0]");
  }

  @Test
  void everythingCanBeReadAtAPrompt() {
    try (VideoSession s = model.session(NanoSessions.frames(3))) {
      assertThat(s.object("a")).hasToString("a: not prompted");
      s.object("a").on(1).box(5, 5, 20, 20);
      Propagation p = s.propagate(Direction.FORWARD).range(1, 2);
      assertThat(p).hasToString("walk FORWARD over frames 1 to 2");
      FrameResult second = p.stream().skip(1).findFirst().orElseThrow();
      assertThat(second.toString())
          .matches(
              "frame 2 \\(2 of 2\\): a \\d+ pixels, predicted IoU [\\d.]+, object score [-\\d.]+");
      assertThat(s.object("a")).hasToString("a: prompted on [1], tracked on 1 frames");
      assertThat(s.object("a").on(2)).hasToString("frame 2 of " + s.object("a"));
      assertThat(s.suggestions(1).get(0).toString()).startsWith("a on frame 2: need ");
      assertThat(s)
          .hasToString("3 frames of 40x32; a: prompted on [1], tracked on 1 frames; 2 events");
    }
  }
}
