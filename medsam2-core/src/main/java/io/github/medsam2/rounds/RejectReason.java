// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

/** Why a case is not taken. A choice and not a text, as texts name patients sooner or later. */
public enum RejectReason {
  /** The object is not in the image. */
  NOT_VISIBLE,
  /** Noise, motion or contrast leave no edge to find. */
  POOR_IMAGE,
  /** Readers would not agree what the object is. */
  AMBIGUOUS,
  /** Image or object should not be in the project. */
  WRONG_CASE,
  /** Another reason. */
  OTHER
}
