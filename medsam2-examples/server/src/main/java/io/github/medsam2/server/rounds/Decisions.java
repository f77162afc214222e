// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.rounds;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.rounds.CaseState;
import io.github.medsam2.rounds.Effort;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectCase;
import io.github.medsam2.rounds.RejectReason;
import io.github.medsam2.rounds.RoundTask;
import io.github.medsam2.rounds.Rounds;
import io.github.medsam2.rounds.Side;
import java.util.Optional;

/** What a saved mask means for a case, in the steps that its state allows. */
final class Decisions {
  private final Project project;
  private final Rounds rounds;
  private final String reader;

  Decisions(Project project, Rounds rounds, String reader) {
    this.project = project;
    this.rounds = rounds;
    this.reader = reader;
  }

  /**
   * Takes a mask in; an empty one says that the object is not there.
   *
   * @param prompts what the reader said to the model, where he did
   * @return whether the case changed
   */
  boolean take(String id, Mask mask, Optional<Prompts> prompts, Effort effort) {
    ProjectCase c = project.get(id);
    if (isDecided(c, mask)) {
      return false;
    }
    boolean over = c.state().acceptedMask().isPresent() || c.state() instanceof CaseState.Rejected;
    if (over) {
      project.reopen(id, reader);
    }
    if (mask.isEmpty()) {
      project.reject(id, reader, RejectReason.NOT_VISIBLE, effort);
    } else if (c.side() == Side.FROZEN) {
      project.correct(id, reader, mask, effort);
      project.accept(id, reader, Effort.NONE);
    } else {
      pool(id, mask, prompts, effort);
    }
    return true;
  }

  private boolean isDecided(ProjectCase c, Mask mask) {
    Optional<String> accepted = c.state().acceptedMask();
    return mask.isEmpty()
        ? c.state() instanceof CaseState.Rejected
            || (c.state() instanceof CaseState.New && c.side() == Side.POOL)
        : accepted.isPresent() && project.mask(accepted.orElseThrow()).equals(mask);
  }

  /** The proposal that is kept is what the model says to the prompts that the reader gave. */
  private void pool(String id, Mask mask, Optional<Prompts> prompts, Effort effort) {
    RoundTask task = rounds.task(id);
    boolean asks =
        task.state() instanceof CaseState.Queued
            || (task.state() instanceof CaseState.Proposed && prompts.isPresent());
    if (asks) {
      task.ask(prompts.orElseGet(() -> StoreCases.around(mask)), null);
    }
    if (task.mask().filter(mask::equals).isPresent()) {
      task.accept(effort);
    } else {
      task.correct(mask, effort);
      task.accept(Effort.NONE);
    }
  }
}
