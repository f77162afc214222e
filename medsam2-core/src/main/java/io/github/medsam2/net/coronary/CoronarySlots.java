// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.ops.Slot;
import java.util.List;

/** What goes in and out of the decoder beside masks. */
public final class CoronarySlots {
  /** (B, 1) CASS numbers less one. */
  public static final Slot SEGMENTS = new Slot("segments");

  /** (B, 1) ordinals of arteries. */
  public static final Slot ARTERIES = new Slot("arteries");

  /** (B, 7) {@link ViewFeatures}. */
  public static final Slot VIEWS = new Slot("views");

  /** (B, n, 29) logits. */
  public static final Slot CASS = new Slot("cass");

  /** (B, n) percent. */
  public static final Slot STENOSIS = new Slot("stenosis");

  /** (B, n) logarithms of percent. */
  public static final Slot LOG_SPREAD = new Slot("stenosis_log_spread");

  /** All outputs. */
  public static final List<Slot> READING = List.of(CASS, STENOSIS, LOG_SPREAD);

  private CoronarySlots() {}
}
