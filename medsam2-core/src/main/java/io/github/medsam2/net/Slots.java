// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.ops.Slot;
import java.util.List;

/** What goes in and out of the programs of {@link Sam2}. Shapes are told there. */
public final class Slots {
  /** (1, 3, S, S) normalised. */
  public static final Slot IMAGE = new Slot("image");

  /** (1, g, g, W) what goes from part to part of a trunk, and to its necks; W its channels. */
  public static final Slot MAP = new Slot("map");

  /** (1, c, 4g, 4g), (1, c, 2g, 2g), (1, c, g, g) of a second neck. */
  public static final List<Slot> LEVELS =
      List.of(new Slot("level0"), new Slot("level1"), new Slot("level2"));

  /** (1, g * g, C) features; of the frame itself, or conditioned on memory. */
  public static final Slot TOKENS = new Slot("tokens");

  /** (1, C/4, 2g, 2g) features. */
  public static final Slot HALF = new Slot("half");

  /** (1, C/8, 4g, 4g) features. */
  public static final Slot QUARTER = new Slot("quarter");

  /** (1, 8, d, g * g) what tokens find an image by, heads of depth d. */
  public static final Slot KEYS = new Slot("keys");

  /** (1, 8, g * g, d) what tokens read of an image. */
  public static final Slot VALUES = new Slot("values");

  /** (1, 8, g * g, d) what an image asks tokens. */
  public static final Slot QUERIES = new Slot("queries");

  /**
   * (1, 4 g * g, C/4) what the first upscaling adds, the four of each cell of the grid together.
   */
  public static final Slot HALF_CELLS = new Slot("half_cells");

  /** (1, 16 g * g, C/8) what the second upscaling adds, four by four. */
  public static final Slot QUARTER_CELLS = new Slot("quarter_cells");

  /** (B, P, 2) of points, in 0..1. */
  public static final Slot POSITIONS = new Slot("positions");

  /** (B, P) of points, by {@link io.github.medsam2.net.tracker.PromptEncoder.Kind}. */
  public static final Slot KINDS = new Slot("kinds");

  /** A mask that is given. */
  public static final Slot MASK = new Slot("mask");

  /** (B, 4, 4g, 4g) logits. */
  public static final Slot MASKS = new Slot("masks");

  /** (B, 4) predicted IoU. */
  public static final Slot IOU = new Slot("iou");

  /** (B, 1) logit of presence. */
  public static final Slot OBJECT_SCORE = new Slot("object_score");

  /** Object pointers: (B, 4, C) found, (1, p, C) remembered. */
  public static final Slot POINTERS = new Slot("pointers");

  /** (1, C) object pointer of a given mask. */
  public static final Slot POINTER = new Slot("pointer");

  /** (1, g * g, C) a frame on its way through memory attention. */
  public static final Slot FRAME = new Slot("x");

  /** (1, g * g, C) what a frame asks of memory. */
  public static final Slot QUERY = new Slot("query");

  /** (F, g * g, M) memory maps. */
  public static final Slot MAPS = new Slot("maps");

  /** (F) age of each map. */
  public static final Slot MAP_TIMES = new Slot("map_times");

  /** (1, p, C) age of each pointer. */
  public static final Slot DISTANCES = new Slot("distances");

  /** (B, 1): 1 where an object is not on the frame. */
  public static final Slot ABSENT = new Slot("absent");

  /** (B, g * g, M) memory map. */
  public static final Slot MEMORY = new Slot("memory");

  private Slots() {}
}
