// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

/** What a case is for. All cases of a patient are on one side. */
public enum Side {
  /** To be worked on and learnt from. */
  POOL,
  /** To judge models by, and nothing else: never proposed for, never learnt from. */
  FROZEN
}
