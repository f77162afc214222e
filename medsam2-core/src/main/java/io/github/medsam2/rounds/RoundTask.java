// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.evaluate.Answer;
import io.github.medsam2.evaluate.Segmenter;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case on a reader's screen: ask the model, correct what it says, decide. Masks are on the
 * image's grid. Used by one thread, until the next task is asked for.
 */
public final class RoundTask {
  private final Project project;
  private final String reader;
  private final String id;
  private final Image image;
  private final Segmenter.Prepared prepared;

  RoundTask(Project project, String reader, String id, Image image, Segmenter.Prepared prepared) {
    this.project = project;
    this.reader = reader;
    this.id = id;
    this.image = image;
    this.prepared = prepared;
  }

  /** The project's name of the case. */
  public String id() {
    return id;
  }

  /** Its image. */
  public Image image() {
    return image;
  }

  /** Where the case is now. */
  public CaseState state() {
    return project.get(id).state();
  }

  /** The mask it stands at: the model's proposal, or what a reader made of it. */
  public Optional<Mask> mask() {
    return state().mask().map(project::mask);
  }

  /**
   * Asks the model. The last first answer is kept as the case's proposal, with the prompts that led
   * to it; later ones, on the way to a correction, are not kept.
   *
   * @param prompts all that was said of the object so far
   * @param earlier the answer that a click corrects; null for the first one
   */
  public Answer ask(Prompts prompts, @Nullable Answer earlier) {
    Answer answer = prepared.answer(prompts, earlier);
    boolean fresh = state() instanceof CaseState.Proposed && earlier == null;
    if (fresh || state() instanceof CaseState.Queued) {
      double iou = answer.predictedIou();
      double share = Double.isNaN(iou) ? 0 : Math.max(0, Math.min(1, iou));
      project.propose(
          id, answer.mask(), project.currentModel(), share, prompts, Pixels.sha256(image));
    }
    return answer;
  }

  /** Keeps a mask the reader made; the case is accepted apart from that. */
  public void correct(Mask mask, Effort effort) {
    ProjectState.refuseUnless(
        mask.width() == image.width() && mask.height() == image.height(),
        "mask of case " + id,
        "the image's " + image.width() + "x" + image.height(),
        mask.width() + "x" + mask.height(),
        "give it on the image's grid");
    project.correct(id, reader, mask, effort);
  }

  /** The reader stands for {@link #mask}. */
  public void accept(Effort effort) {
    project.accept(id, reader, effort);
  }

  /** The reader will not have the case. */
  public void reject(RejectReason reason, Effort effort) {
    project.reject(id, reader, reason, effort);
  }
}
