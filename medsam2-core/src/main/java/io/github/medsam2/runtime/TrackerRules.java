// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.Mask;

/**
 * How a tracker is used, where SAM 2 and SAM 3 differ with the same network: what it was trained
 * with and its authors run it with. Immutable and thread-safe.
 */
public interface TrackerRules {
  /** SAM 2's. */
  TrackerRules SAM_2 = new Sam2Rules();

  /** SAM 3's. */
  TrackerRules SAM_3 = new Sam3Rules();

  /**
   * Whether a prompt on a tracked frame is answered with the object's memory; else by the frame
   * itself and what was found on it.
   */
  boolean correctsFromMemory();

  /**
   * Whether objects are kept apart before a prompted frame is remembered: a pixel belongs to the
   * one with the highest logit.
   */
  boolean remembersApart();

  /**
   * Conditioning frames seen at once.
   *
   * @param asked by the user; 0 for the rule's own number
   * @return 0 for all
   */
  int conditioning(int asked);

  /**
   * A given mask on the grid its pointer is found with.
   *
   * @param side of that grid
   * @return values of 0 to 1, row by row
   */
  float[] forPointer(Mask mask, int side);

  /**
   * A given mask as logits on the decoder's grid.
   *
   * @param forPointer the mask as {@link #forPointer} gives it
   * @param from side of that grid
   * @param to side of the decoder's
   */
  float[] logits(Mask mask, float[] forPointer, int from, int to);
}
