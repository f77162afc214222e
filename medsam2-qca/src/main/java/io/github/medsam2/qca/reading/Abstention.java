// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

/** Why a reader should not rely on a reading. */
public enum Abstention {
  /** The heads were never trained: what they say is noise. */
  UNTRAINED("the reading heads are untrained"),
  /** The network does not see the object, or its mask is empty. */
  ABSENT_OBJECT("the object is not on the image"),
  /** The view is unknown, and the options ask for it. */
  VIEW_UNKNOWN("the view angle is unknown"),
  /** The strongest answer is a segment that training has never seen. */
  CLASS_NEVER_SEEN("it looks most like a segment the model has never seen"),
  /** The best segment is less probable than the options ask for. */
  LOW_CONFIDENCE("no segment is probable enough"),
  /** The best segment is not a usual subject of this view. */
  UNUSUAL_VIEW("the segment is not usually read in this view");

  private final String reason;

  Abstention(String reason) {
    this.reason = reason;
  }

  /** The reason in words. */
  public String reason() {
    return reason;
  }
}
