// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.rounds;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.rounds.ProjectOptions;
import io.github.medsam2.rounds.RoundsOptions;
import io.github.medsam2.train.TrainerOptions;
import java.util.function.UnaryOperator;

/**
 * How rounds are kept for viewers. Immutable and thread-safe; every method returns changed
 * settings.
 */
public final class RoundSettings {
  private static final RoundSettings USUAL =
      new RoundSettings("viewer", 0.15, 40, 20, ModelOptions.defaults(), t -> t);

  private final String reader;
  private final double frozenShare;
  private final int leastFrozen;
  private final int cases;
  private final ModelOptions serving;
  private final UnaryOperator<TrainerOptions> training;

  private RoundSettings(
      String reader,
      double frozenShare,
      int leastFrozen,
      int cases,
      ModelOptions serving,
      UnaryOperator<TrainerOptions> training) {
    this.reader = reader;
    this.frozenShare = frozenShare;
    this.leastFrozen = leastFrozen;
    this.cases = cases;
    this.serving = serving;
    this.training = training;
  }

  /** Reader "viewer", 15 % of the patients and 40 at least to judge models by, 20 cases a round. */
  public static RoundSettings usual() {
    return USUAL;
  }

  /** With another name for who works: 1 to 32 letters, digits and {@code _ . -}. */
  public RoundSettings reader(String name) {
    RoundsOptions.of(name);
    return new RoundSettings(name, frozenShare, leastFrozen, cases, serving, training);
  }

  /**
   * With another share of the patients to judge models by, where a project is begun.
   *
   * @param share above 0 and below 1
   * @param least patients, at least 2; below 40 a comparison tells little
   */
  public RoundSettings frozen(double share, int least) {
    if (!(share > 0 && share < 1) || least < 2) {
      throw new InvalidInputException(
          "frozen patients",
          "a share above 0 and below 1, and at least 2",
          share + " and " + least,
          "correct the number");
    }
    return new RoundSettings(reader, share, least, cases, serving, training);
  }

  /** With another number of cases that a round begins with, at least 1. */
  public RoundSettings cases(int count) {
    if (count < 1) {
      throw new InvalidInputException(
          "cases of a round", "at least 1", count + "", "correct the number");
    }
    return new RoundSettings(reader, frozenShare, leastFrozen, count, serving, training);
  }

  /** With models opened in another way, as the server's own is. */
  public RoundSettings serving(ModelOptions options) {
    return new RoundSettings(
        reader, frozenShare, leastFrozen, cases, requireGiven(options, "options"), training);
  }

  /** With trainings run in another way; updates and batch are the viewer's to choose. */
  public RoundSettings training(UnaryOperator<TrainerOptions> change) {
    return new RoundSettings(
        reader, frozenShare, leastFrozen, cases, serving, requireGiven(change, "a change"));
  }

  String reader() {
    return reader;
  }

  int cases() {
    return cases;
  }

  ModelOptions serving() {
    return serving;
  }

  TrainerOptions training(TrainerOptions chosen) {
    return training.apply(chosen);
  }

  /** Whether a project can begin with so many patients: some judge, and others are learnt from. */
  boolean suffice(int patients) {
    return patients > least(patients);
  }

  /** How many of so many patients judge. */
  int least(int patients) {
    return Math.max(leastFrozen, (int) Math.ceil(frozenShare * patients));
  }

  ProjectOptions project(String base) {
    return ProjectOptions.of(base).frozen(frozenShare, leastFrozen);
  }

  RoundsOptions rounds() {
    return RoundsOptions.of(reader).serving(serving);
  }
}
