// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.rounds;

import io.github.medsam2.rounds.Rounds;
import io.github.medsam2.rounds.Side;
import io.github.medsam2.rounds.Verdict;
import io.github.medsam2.server.compute.Job;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.train.Progress;
import io.github.medsam2.train.TrainerOptions;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * The training of a round as a job: trains from the base on what was accepted, judges by the frozen
 * patients, and puts the model in use if it is better. Goes on where it was stopped.
 *
 * @param round whose it is
 * @param updates how often the weights are changed
 * @param batch images of an update
 */
public record RoundTrainer(ServerRound round, int updates, int batch) implements Job.Body {
  /** The kind of the job. */
  public static final String KIND = "train";

  /** Checks the numbers. */
  public RoundTrainer {
    if (updates < 1 || updates > 1_000_000 || batch < 1 || batch > 256) {
      throw Refusal.wrong("training", "1 to 1000000 updates of 1 to 256 images", "others");
    }
  }

  @Override
  public String run(Job job) {
    try {
      round.prepare();
    } catch (IOException e) {
      throw Refusal.wrong("labels", "files that can be read", e.getClass().getSimpleName());
    }
    try (Rounds rounds = round.beside()) {
      Optional<String> model = rounds.train(options(), progress -> tell(job, progress));
      if (model.isEmpty()) {
        return "stopped; started again with the same numbers it goes on";
      }
      job.say("trained");
      return judged(rounds);
    }
  }

  private TrainerOptions options() {
    TrainerOptions chosen =
        TrainerOptions.of(updates)
            .batch(batch)
            .evaluateEvery(Math.min(100, updates))
            .saveEvery(Math.min(50, updates));
    return round.settings().training(chosen);
  }

  private static boolean tell(Job job, Progress p) {
    job.tell("update", p.update());
    job.tell("updates", p.updates());
    job.tell("best", Math.max(0, p.best()));
    String dice = p.dice().isPresent() ? ", Dice " + text(p.dice().getAsDouble()) : "";
    job.say("update " + p.update() + " of " + p.updates() + ", loss " + text(p.loss()) + dice);
    return !job.isStopped();
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private String judged(Rounds rounds) {
    boolean judges =
        round.project().cases().stream()
            .anyMatch(c -> c.side() == Side.FROZEN && c.state().acceptedMask().isPresent());
    if (!judges) {
      return "trained, not judged: no label of a patient that judges models was saved yet; not in"
          + " use";
    }
    Verdict verdict = rounds.decide();
    if (verdict.promoted()) {
      round.useCurrentModel();
    }
    return (verdict.promoted() ? "in use from here on: " : "the earlier model stays: ")
        + String.join("; ", verdict.reasons());
  }
}
