// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.NanoSessions.assertSame;
import static io.github.medsam2.NanoSessions.logits;
import static io.github.medsam2.NanoSessions.remembered;
import static io.github.medsam2.SessionActions.FRAMES;
import static io.github.medsam2.session.run.SessionInsides.notes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.SessionActions.Action;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.session.MemoryPolicy;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.SessionEvent.Cleared;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Propagated;
import io.github.medsam2.session.SessionEvent.Removed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is done to a session, it is what its journal says. Masks are compared to the bit. */
class SessionPropertiesTest {
  private static final FrameSource CINE = NanoSessions.frames(FRAMES);
  private static final MedSam2 MODEL = NanoSessions.model("onnx");

  @AfterContainer
  static void close() {
    MODEL.close();
  }

  private static VideoSession session(MemoryPolicy policy) {
    return MODEL.session(CINE, SessionOptions.defaults().policy(policy));
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void aSessionIsWhatItsJournalSays(
      @ForAll("actions") List<Action> actions, @ForAll("policies") MemoryPolicy policy) {
    try (VideoSession lived = session(policy);
        VideoSession fresh = session(policy)) {
      actions.forEach(action -> SessionActions.perform(lived, action));
      fresh.replay(lived.journal());
      assertThat(fresh.journal()).isEqualTo(lived.journal());
      assertThat(fresh.objects()).isEqualTo(lived.objects());
      for (String object : lived.objects()) {
        assertSame(remembered(lived, object, FRAMES), remembered(fresh, object, FRAMES));
        assertThat(notes(lived.core(), object)).isEqualTo(notes(fresh.core(), object));
      }
    }
  }

  /** No state of the journal is written to by what comes after it. */
  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void whatIsUndoneAndRedoneIsWhatItWas(
      @ForAll("actions") List<Action> actions, @ForAll("policies") MemoryPolicy policy) {
    try (VideoSession s = session(policy)) {
      List<String> states = new ArrayList<>();
      actions.forEach(action -> SessionActions.perform(s, action));
      states.add(state(s));
      while (s.undo()) {
        states.add(state(s));
      }
      assertThat(s.objects()).isEmpty();
      for (int i = states.size() - 2; i >= 0; i--) {
        assertThat(s.redo()).isTrue();
        assertThat(state(s)).isEqualTo(states.get(i));
      }
    }
  }

  private static String state(VideoSession s) {
    StringBuilder out = new StringBuilder(s.journal().toString());
    for (String object : s.objects()) {
      out.append(notes(s.core(), object));
      remembered(s, object, FRAMES)
          .forEach((at, values) -> out.append(at).append(Arrays.hashCode(values)));
    }
    return out.append(s.suggestions(FRAMES)).toString();
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void anObjectDoesNotDependOnOthers(@ForAll("actions") List<Action> actions) {
    try (VideoSession together = session(MemoryPolicy.DEFAULT);
        VideoSession alone = session(MemoryPolicy.DEFAULT)) {
      actions.forEach(action -> SessionActions.perform(together, action));
      alone.replay(together.journal().stream().flatMap(e -> of("a", e)).toList());
      assertThat(alone.objects())
          .isEqualTo(together.objects().contains("a") ? List.of("a") : List.of());
      if (together.objects().contains("a")) {
        assertSame(remembered(together, "a", FRAMES), remembered(alone, "a", FRAMES));
        assertSame(
            logits(together.propagate(Direction.FORWARD), "a"),
            logits(alone.propagate(Direction.FORWARD), "a"));
      }
    }
  }

  /** What an event asks of one object. */
  private static Stream<SessionEvent> of(String object, SessionEvent event) {
    if (event instanceof Propagated p) {
      return p.objects().contains(object)
          ? Stream.of(
              new Propagated(List.of(object), p.from(), p.to(), p.heading(), p.beforeFirst()))
          : Stream.empty();
    }
    String asked =
        event instanceof Prompted p
            ? p.object()
            : event instanceof Cleared c ? c.object() : ((Removed) event).object();
    return asked.equals(object) ? Stream.of(event) : Stream.empty();
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void theOrderOfDirectionsDoesNotMatter(@ForAll("prompts") List<Action> prompts) {
    try (VideoSession one = session(MemoryPolicy.DEFAULT);
        VideoSession other = session(MemoryPolicy.DEFAULT)) {
      prompts.forEach(p -> SessionActions.perform(one, p));
      prompts.forEach(p -> SessionActions.perform(other, p));
      List<FrameResult> forward = one.propagate(Direction.FORWARD).stream().toList();
      List<FrameResult> backward = one.propagate(Direction.BACKWARD).stream().toList();
      List<FrameResult> first = other.propagate(Direction.BACKWARD).stream().toList();
      List<FrameResult> second = other.propagate(Direction.FORWARD).stream().toList();
      for (String object : one.objects()) {
        assertSame(logits(forward, object), logits(second, object));
        assertSame(logits(backward, object), logits(first, object));
        assertSame(remembered(one, object, FRAMES), remembered(other, object, FRAMES));
      }
    }
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return SessionActions.lists();
  }

  @Provide
  Arbitrary<List<Action>> prompts() {
    return SessionActions.asks().list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<MemoryPolicy> policies() {
    return Arbitraries.of(
        MemoryPolicy.DEFAULT,
        MemoryPolicy.ORIGINAL,
        MemoryPolicy.LEGACY,
        MemoryPolicy.DEFAULT.maxConditioning(2));
  }
}
