// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.prompt.Prompt;
import java.util.List;

/**
 * What happened in a project. Names of cases and patients in it are the project's own; masks and
 * reports are ids of objects it keeps, models are fingerprints of weights.
 */
public sealed interface ProjectEvent {

  /** Something that happened to one case. */
  sealed interface OfCase extends ProjectEvent {
    /** The case. */
    String id();
  }

  /** These patients judge models from now on. */
  record FrozenDrawn(List<String> groups) implements ProjectEvent {}

  /** Cases came in. */
  record CasesAdded(List<Added> cases) implements ProjectEvent {}

  /** One of them; see {@link ProjectCase}. */
  record Added(String id, String key, String group, String stratum, Side side) {}

  /** Cases were chosen for a round. */
  record RoundBegun(int round, String model, List<Pick> picks) implements ProjectEvent {}

  /** One of them, and whether by chance. */
  record Pick(String id, boolean random) {}

  /**
   * A model proposed a mask.
   *
   * @param iou the model's own estimate
   * @param prompts boxes and points that led to it
   * @param pixels SHA-256 of the image's samples
   */
  record Proposed(
      String id, String mask, String model, double iou, List<Prompt> prompts, String pixels)
      implements OfCase {}

  /** A reader changed or drew a mask. */
  record Corrected(String id, String by, String mask, Effort effort) implements OfCase {}

  /** A reader stands for a mask. */
  record Accepted(String id, String by, String mask, Effort effort) implements OfCase {}

  /** A reader will not have a case. */
  record Rejected(String id, String by, RejectReason reason, Effort effort) implements OfCase {}

  /** A reader took a decision back. */
  record Reopened(String id, String by) implements OfCase {}

  /** A model begins to learn from these cases. */
  record TrainingBegun(int round, List<String> ids) implements ProjectEvent {}

  /** It has. */
  record Trained(int round, String model) implements ProjectEvent {}

  /** A look at the frozen cases: a model was compared with the one in use. */
  record Judged(int round, String model, String against, String report) implements ProjectEvent {}

  /**
   * A model is in use from now on.
   *
   * @param round whose model was decided on; 0 for a roll-back
   */
  record Promoted(int round, String model, List<String> reasons) implements ProjectEvent {}

  /** The model of a round is not used; the one in use stays. */
  record Kept(int round, String model, List<String> reasons) implements ProjectEvent {}

  /** Other patients judge models from now on; those before may be learnt from. */
  record FrozenRenewed(List<String> groups, List<String> released) implements ProjectEvent {}
}
