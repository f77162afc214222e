// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a case is: new, queued, proposed, corrected, accepted or rejected, used. Masks are the ids
 * under which the project keeps them.
 */
public sealed interface CaseState {

  /** Nobody has looked at it. */
  record New() implements CaseState {}

  /** Chosen for a round. */
  record Queued() implements CaseState {}

  /**
   * A model proposed a mask.
   *
   * @param model its id
   * @param iou the model's own estimate, 0 to 1
   */
  record Proposed(String proposal, String model, double iou) implements CaseState {}

  /** A reader changed or drew the mask. */
  record Corrected(String corrected) implements CaseState {}

  /** A reader stands for the mask. */
  record Accepted(String accepted) implements CaseState {}

  /** A reader will not have it. */
  record Rejected(RejectReason reason) implements CaseState {}

  /**
   * Accepted, and a model has learnt from it.
   *
   * @param round of the last such model
   */
  record Used(String accepted, int round) implements CaseState {}

  /** The id of the mask it stands at. */
  default Optional<String> mask() {
    if (this instanceof Proposed p) {
      return Optional.of(p.proposal());
    }
    return this instanceof Corrected c ? Optional.of(c.corrected()) : acceptedMask();
  }

  /** The id of its mask, where a reader accepted it. */
  default Optional<String> acceptedMask() {
    if (this instanceof Accepted a) {
      return Optional.of(a.accepted());
    }
    return this instanceof Used u ? Optional.of(u.accepted()) : Optional.empty();
  }

  /** Its name, in lower case. */
  default String label() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
