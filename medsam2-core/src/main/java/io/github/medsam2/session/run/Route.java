// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.Heading;
import io.github.medsam2.session.SessionEvent.Propagated;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk is to go.
 *
 * @param headings one after the other
 * @param first lowest frame; none for as far as there is something to follow
 * @param last highest frame; none for as far as there is something to follow
 * @param absentLimit a pass ends after so many frames without any object; 0 for never
 */
public record Route(
    List<Heading> headings, @Nullable Integer first, @Nullable Integer last, int absentLimit) {

  /** Copies the headings. */
  public Route {
    headings = List.copyOf(headings);
  }

  List<Propagated> passes(SessionCore session) {
    List<Propagated> out = new ArrayList<>();
    for (Heading h : headings) {
      Propagated pass = h == Heading.FORWARD ? forward(session) : backward(session);
      if (pass != null && h.reaches(pass.from(), pass.to())) {
        out.add(pass);
      }
    }
    return out;
  }

  private @Nullable Propagated forward(SessionCore session) {
    SessionState state = session.state();
    Integer start =
        session.room().live()
            // Where following goes on: where the object that lags behind most does.
            ? reduce(state, ObjectState::next, Heading.FORWARD::first)
            : reduce(state, o -> o.origin(Heading.FORWARD), Heading.FORWARD::first);
    if (start == null) {
      return null;
    }
    int from = first == null ? start : first;
    int to = last == null ? session.end() : last;
    return new Propagated(session.objects(), from, to, Heading.FORWARD, false);
  }

  private @Nullable Propagated backward(SessionCore session) {
    boolean completes = headings.contains(Heading.FORWARD);
    Heading origin = completes ? Heading.FORWARD : Heading.BACKWARD;
    // Going back begins at the latest frame where an object begins.
    Integer start = reduce(session.state(), o -> o.origin(origin), Heading.BACKWARD::first);
    if (start == null) {
      return null;
    }
    int from = last == null ? start : last;
    int to = first == null ? 0 : first;
    return new Propagated(session.objects(), from, to, Heading.BACKWARD, completes);
  }

  private static @Nullable Integer reduce(
      SessionState state,
      Function<ObjectState, @Nullable Integer> frame,
      BinaryOperator<Integer> choice) {
    return state.objects().values().stream()
        .map(frame)
        .filter(Objects::nonNull)
        .reduce(choice)
        .orElse(null);
  }
}
