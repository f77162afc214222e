// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.rounds.CaseState.Accepted;
import io.github.medsam2.rounds.CaseState.Corrected;
import io.github.medsam2.rounds.CaseState.New;
import io.github.medsam2.rounds.CaseState.Proposed;
import io.github.medsam2.rounds.CaseState.Queued;
import io.github.medsam2.rounds.CaseState.Rejected;
import io.github.medsam2.rounds.CaseState.Used;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which event may follow which state. */
final class Transitions {

  private Transitions() {}

  /**
   * The state after an event.
   *
   * @throws InvalidInputException when the case is not in a state for it
   */
  static CaseState after(ProjectCase c, ProjectEvent.OfCase event) {
    require(c, event, before(c.side(), event));
    if (event instanceof ProjectEvent.Proposed e) {
      return new Proposed(e.mask(), e.model(), e.iou());
    }
    if (event instanceof ProjectEvent.Corrected e) {
      return new Corrected(e.mask());
    }
    if (event instanceof ProjectEvent.Accepted e) {
      return accepted(c, e);
    }
    if (event instanceof ProjectEvent.Rejected e) {
      return new Rejected(e.reason());
    }
    return reopened(c);
  }

  /** Frozen cases are drawn from scratch: what a model proposed would draw readers to it. */
  private static List<Class<? extends CaseState>> before(Side side, ProjectEvent.OfCase event) {
    boolean pool = side == Side.POOL;
    if (event instanceof ProjectEvent.Proposed) {
      return pool ? List.of(Queued.class, Proposed.class) : List.of();
    }
    if (event instanceof ProjectEvent.Corrected) {
      return pool ? List.of(Proposed.class, Corrected.class) : List.of(New.class, Corrected.class);
    }
    if (event instanceof ProjectEvent.Accepted) {
      return List.of(Proposed.class, Corrected.class);
    }
    if (event instanceof ProjectEvent.Rejected) {
      return List.of(pool ? Queued.class : New.class, Proposed.class, Corrected.class);
    }
    return List.of(Accepted.class, Used.class, Rejected.class);
  }

  private static void require(
      ProjectCase c, ProjectEvent.OfCase event, List<Class<? extends CaseState>> allowed) {
    if (!allowed.contains(c.state().getClass())) {
      String what = event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      String states =
          allowed.stream()
              .map(s -> s.getSimpleName().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(" or "));
      throw new InvalidInputException(
          "case " + c.id() + ", to be " + what,
          states.isEmpty() ? "a case that judges no model" : "one that is " + states,
          c.side() == Side.FROZEN ? c.state().label() + ", frozen" : c.state().label(),
          "take the steps in their order; reopen it if a decision is to be taken back");
    }
  }

  /** A reader stands for the mask that is there, not for one that came in between. */
  private static CaseState accepted(ProjectCase c, ProjectEvent.Accepted e) {
    String mask = c.state().mask().orElseThrow();
    if (!mask.equals(e.mask())) {
      throw new InvalidInputException(
          "case " + c.id() + ", to be accepted",
          "its mask " + mask.substring(0, 12),
          "another mask",
          "correct it first");
    }
    return new Accepted(mask);
  }

  private static CaseState reopened(ProjectCase c) {
    if (c.state() instanceof Rejected) {
      return c.side() == Side.POOL ? new Queued() : new New();
    }
    return new Corrected(c.state().acceptedMask().orElseThrow());
  }
}
