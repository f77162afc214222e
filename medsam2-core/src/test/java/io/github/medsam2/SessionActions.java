// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What a user may do to a session of 5 frames, at random. */
final class SessionActions {
  static final int FRAMES = 5;

  private SessionActions() {}

  /** Something done to a session; what the session refuses is not done. */
  sealed interface Action {
    record Ask(String object, int frame, Prompts prompts) implements Action {}

    record Clear(String object, int frame) implements Action {}

    record Remove(String object) implements Action {}

    /** A walk over some frames that is left after a number of results. */
    record Walk(Direction direction, int first, int last, int results) implements Action {}

    record Undo(int times) implements Action {}

    record Redo(int times) implements Action {}
  }

  static void perform(VideoSession s, Action action) {
    if (action instanceof Action.Ask a) {
      s.object(a.object()).on(a.frame()).prompt(a.prompts());
    } else if (action instanceof Action.Walk w) {
      s.propagate(w.direction()).range(w.first(), w.last()).stream()
          .limit(w.results())
          .forEach(f -> {});
    } else if (action instanceof Action.Undo u) {
      for (int i = 0; i < u.times(); i++) {
        s.undo();
      }
    } else if (action instanceof Action.Redo r) {
      for (int i = 0; i < r.times(); i++) {
        s.redo();
      }
    } else {
      drop(s, action);
    }
  }

  private static void drop(VideoSession s, Action action) {
    String object = action instanceof Action.Clear c ? c.object() : "";
    object = action instanceof Action.Remove r ? r.object() : object;
    boolean known = s.objects().contains(object);
    try {
      if (action instanceof Action.Clear c) {
        s.object(object).on(c.frame()).clear();
      } else {
        s.object(object).remove();
      }
    } catch (InvalidInputException e) {
      if (known) {
        throw e;
      }
    }
  }

  static Arbitrary<List<Action>> lists() {
    return Arbitraries.frequencyOf(Tuple.of(5, asks()), Tuple.of(3, walks()), Tuple.of(4, others()))
        .list()
        .ofMinSize(3)
        .ofMaxSize(14);
  }

  private static Arbitrary<String> objects() {
    return Arbitraries.frequency(Tuple.of(3, "a"), Tuple.of(1, "b"));
  }

  private static Arbitrary<Integer> frames() {
    return Arbitraries.integers().between(0, FRAMES - 1);
  }

  static Arbitrary<Action> asks() {
    return Combinators.combine(objects(), frames(), prompts()).as(Action.Ask::new);
  }

  private static Arbitrary<Action> walks() {
    return Combinators.combine(
            Arbitraries.of(Direction.class),
            frames(),
            frames(),
            Arbitraries.integers().between(1, 12))
        .as((d, a, b, n) -> new Action.Walk(d, Math.min(a, b), Math.max(a, b), n));
  }

  private static Arbitrary<Action> others() {
    Arbitrary<Integer> times = Arbitraries.integers().between(1, 4);
    return Arbitraries.frequencyOf(
        Tuple.of(1, Combinators.combine(objects(), frames()).as(Action.Clear::new)),
        Tuple.of(1, objects().map(Action.Remove::new)),
        Tuple.of(4, times.map(Action.Undo::new)),
        Tuple.of(2, times.map(Action.Redo::new)));
  }

  private static Arbitrary<Prompts> prompts() {
    Arbitrary<Integer> x = Arbitraries.integers().between(0, 20);
    Arbitrary<Integer> y = Arbitraries.integers().between(0, 15);
    Arbitrary<Integer> side = Arbitraries.integers().between(3, 16);
    return Combinators.combine(x, y, side, Arbitraries.integers().between(0, 3))
        .as(
            (left, top, size, kind) ->
                switch (kind) {
                  case 0 -> Prompts.of(new BoxPrompt(left, top, left + size, top + size));
                  case 1 -> Prompts.of(PointPrompt.positive(left, top));
                  case 2 -> Prompts.of(PointPrompt.negative(left, top));
                  default ->
                      Prompts.of(
                          new MaskPrompt(
                              NanoSessions.rectangle(left, top, left + size, top + size)));
                });
  }
}
