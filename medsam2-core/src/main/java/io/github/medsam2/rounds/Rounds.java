// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.MedSam2;
import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.evaluate.Candidate;
import io.github.medsam2.evaluate.Segmenter;
import io.github.medsam2.image.Image;
import io.github.medsam2.train.Progress;
import io.github.medsam2.train.TrainerOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Round after round: choose cases, propose, let a reader correct and accept, train the next model
 * from the base on all that was accepted, look at the frozen cases, decide.
 *
 * <pre>{@code
 * rounds.select(200);
 * for (Optional<RoundTask> t = rounds.next(); t.isPresent(); t = rounds.next()) {
 *   t.get().ask(box, null);
 *   t.get().accept(effort);
 * }
 * rounds.train(options, progress -> true);
 * rounds.judge();
 * Verdict verdict = rounds.decide();
 * }</pre>
 *
 * <p>All of it may end at any moment and go on with another process; a step that is done is not
 * done again. Not thread-safe. Project and weights stay open; closing this frees the model.
 */
public final class Rounds implements AutoCloseable {
  private final Project project;
  private final BoundCases cases;
  private final Weights base;
  private final RoundsOptions options;
  private @Nullable Serving serving;
  private @Nullable Shown shown;
  private final Set<String> passed = new LinkedHashSet<>();

  /** A model that is open. */
  private record Serving(String id, MedSam2 model) {}

  /** The image that was embedded last. */
  private record Shown(String imageId, String model, Image image, Segmenter.Prepared prepared) {}

  private Rounds(Project project, CaseSource cases, Weights base, RoundsOptions options) {
    this.project = project;
    this.cases = new BoundCases(project, cases);
    this.base = base;
    this.options = options;
  }

  /**
   * Goes on with a project's rounds.
   *
   * @param cases of the project; those that it has and the source has not cannot be worked on
   * @param base the weights the project was begun with
   * @throws InvalidInputException when they are others
   */
  public static Rounds open(
      Project project, CaseSource cases, Weights base, RoundsOptions options) {
    if (!new BaseWeights(base).fingerprint().equals(project.base())) {
      throw new InvalidInputException(
          "base of a project",
          "the weights it was begun with, fingerprint " + project.base().substring(0, 12),
          "others",
          "give those");
    }
    return new Rounds(project, cases, base, options);
  }

  /** The model in use; it is this object's to close. */
  public MedSam2 model() {
    String current = project.currentModel();
    Serving open = serving;
    if (open == null || !open.id.equals(current)) {
      close();
      open = new Serving(current, open(current));
      serving = open;
    }
    return open.model;
  }

  private MedSam2 open(String id) {
    return id.equals(project.base())
        ? MedSam2.of(base, options.serving)
        : MedSam2.load(project.modelFile(id), options.serving);
  }

  /**
   * Begins the next round with so many new cases, or all that are left.
   *
   * @return its number
   */
  public int select(int count) {
    ProjectState.refuseUnless(
        count >= 1, "cases of a round", "at least 1", count + "", "correct the number");
    Choice choice = new Choice(project, cases, options.selection, model());
    return project.begin(choice.picks(count));
  }

  /**
   * The next case that waits for a reader: first those of the last round, then what earlier ones
   * left over. Where something is known of the object, the model has proposed a mask already. A
   * case that was left undecided comes again when all others were seen; empty when none is left.
   */
  public Optional<RoundTask> next() {
    List<ProjectCase> open = waiting();
    if (open.stream().allMatch(c -> passed.contains(c.id()))) {
      passed.clear();
    }
    Optional<ProjectCase> next = open.stream().filter(c -> passed.add(c.id())).findFirst();
    return next.map(c -> task(c.id()));
  }

  private List<ProjectCase> waiting() {
    return project.cases().stream()
        .filter(c -> c.side() == Side.POOL && c.round() > 0 && cases.has(c.id()))
        .filter(c -> c.state().acceptedMask().isEmpty())
        .filter(c -> !(c.state() instanceof CaseState.Rejected))
        .sorted((a, b) -> Integer.compare(b.round(), a.round()))
        .toList();
  }

  /** A case by its id, to be worked on again after it was reopened, for example. */
  public RoundTask task(String id) {
    ProjectCase c = project.get(id);
    MedSam2 model = model();
    Shown now = show(cases.imageId(id), model, id);
    RoundTask task = new RoundTask(project, options.reader, id, now.image, now.prepared);
    boolean stale =
        c.state() instanceof CaseState.Proposed p && !p.model().equals(project.currentModel());
    if (c.state() instanceof CaseState.Queued || stale) {
      cases.hint(id).ifPresent(prompts -> task.ask(prompts, null));
    }
    return task;
  }

  private Shown show(String imageId, MedSam2 model, String id) {
    Shown now = shown;
    String current = project.currentModel();
    if (now == null || !now.imageId.equals(imageId) || !now.model.equals(current)) {
      hide();
      Image image = cases.image(id);
      Segmenter segmenter = (Segmenter) Candidate.of(model);
      now = new Shown(imageId, current, image, segmenter.prepare(List.of(image)));
      shown = now;
    }
    return now;
  }

  private void hide() {
    Shown now = shown;
    shown = null;
    if (now != null) {
      now.prepared.close();
    }
  }

  /**
   * Trains the round's model from the base on all accepted cases of the pool. A training that was
   * stopped or killed goes on where it was last saved, with the cases it began with.
   *
   * @param goOn told after every update; false ends this call
   * @return the model's id; empty where training was told to stop
   */
  public Optional<String> train(TrainerOptions trainer, Predicate<Progress> goOn) {
    return new RoundTraining(project, cases, base, options).run(trainer, goOn);
  }

  /**
   * Looks at the frozen cases: the round's model and the one in use, on all of which a reader
   * accepted a mask. Each look is counted, as choosing by a set is a way of learning it: after 10
   * the frozen patients are to be renewed. A look that was taken is given again for nothing.
   */
  public FrozenReport judge() {
    ProjectRound round = lastRound();
    String current = project.currentModel();
    Optional<ProjectEvent.Judged> before = round.judged().filter(j -> j.against().equals(current));
    if (before.isPresent()) {
      return FrozenReport.of(project.object(before.get().report()));
    }
    String trained =
        round
            .trained()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "look at the frozen cases", "a trained model", "none yet", "train first"));
    FrozenReport report =
        new FrozenLook(project, cases, options).at(trained, model(), open(trained));
    project.write(
        report.bytes(),
        object -> new ProjectEvent.Judged(round.number(), trained, current, object));
    return report;
  }

  /** Promotes the round's model or leaves it, by the rule, and keeps the reasons. */
  public Verdict decide() {
    FrozenReport report = judge();
    Verdict verdict = options.rule.decide(report);
    int number = lastRound().number();
    project.write(
        verdict.promoted()
            ? new ProjectEvent.Promoted(number, report.model(), verdict.reasons())
            : new ProjectEvent.Kept(number, report.model(), verdict.reasons()));
    return verdict;
  }

  private ProjectRound lastRound() {
    List<ProjectRound> all = project.rounds();
    if (all.isEmpty()) {
      throw new InvalidInputException("round", "one that was begun", "none", "select cases first");
    }
    return all.get(all.size() - 1);
  }

  @Override
  public void close() {
    hide();
    Serving open = serving;
    serving = null;
    if (open != null) {
      open.model.close();
    }
  }
}
