// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

/**
 * What the decoder is shown twice: as points, as the original, and painted into the mask it is
 * given. A small network need not learn then where a point is and what lies between two corners.
 */
public enum Painting {
  /** Nothing, as the original. */
  NOTHING,
  /** First boxes, as an earlier answer that fills them. */
  BOXES,
  /** First boxes, and clicks as small discs over the earlier answer, if any. */
  BOXES_AND_CLICKS;

  /** The logit of what is said to be inside; its negative that of what is not. */
  public static final double SURE = 10;
}
