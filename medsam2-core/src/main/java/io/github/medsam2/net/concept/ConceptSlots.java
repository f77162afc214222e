// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.ops.Slot;

/** What goes in and out of the programs of {@link Concepts}. */
public final class ConceptSlots {
  /** (1, C, g, g) features of the detector's neck. */
  public static final Slot COARSE = new Slot("level2");

  /** (1, C, 2g, 2g) features of the same neck. */
  public static final Slot MIDDLE = new Slot("level1");

  /** (1, C, 4g, 4g) features of the same neck. */
  public static final Slot FINE = new Slot("level0");

  /** (1, n) int64: a sequence of pieces of words, without padding. */
  public static final Slot IDS = new Slot("ids");

  /** (1, n) int64: 0 to n - 1. */
  public static final Slot PLACES = new Slot("places");

  /** (1, 1, n, n): 0 where a piece may see another, else a large negative number. */
  public static final Slot CAUSAL = new Slot("causal");

  /** (1, n, width of the text encoder) from part to part of it. */
  public static final Slot HIDDEN = new Slot("hidden");

  /** (1, n, C) what was said. */
  public static final Slot WORDS = new Slot("words");

  /** (B, 4) example boxes: centre and size in shares of the image. */
  public static final Slot BOXES = new Slot("boxes");

  /** (B, C + 2) their code. */
  public static final Slot CODES = new Slot("codes");

  /** (B) int64: 1 of an instance, 0 of none. */
  public static final Slot LABELS = new Slot("labels");

  /** (B, 1, 7, g) cells of boxes along y. */
  public static final Slot ROWS = new Slot("rows");

  /** (B, 1, g, 7) cells of boxes along x. */
  public static final Slot COLUMNS = new Slot("columns");

  /** (1, B + 1, C) what was shown. */
  public static final Slot EXAMPLES = new Slot("examples");

  /** (1, P, C) words, then examples. */
  public static final Slot PROMPT = new Slot("prompt");

  /** (1, 1, P): 1 / P. */
  public static final Slot AVERAGE = new Slot("average");

  /** (1, g * g, C) the image before it reads a prompt. */
  public static final Slot LOOKED = new Slot("looked");

  /** (1, g * g, C) the image that has read the prompt. */
  public static final Slot FUSED = new Slot("fused");

  /** Normed queries: (1, Q, C) all, (1, K, C) those whose masks are asked for. */
  public static final Slot QUERIES = new Slot("queries");

  /** (1, Q, 4) boxes found: centre and size in shares of the image. */
  public static final Slot FOUND = new Slot("found");

  /** (1, Q, 1) logits of fitting the prompt, not clamped. */
  public static final Slot LOGITS = new Slot("logits");

  /** (1, 1, 1) logit of there being any instance. */
  public static final Slot PRESENCE = new Slot("presence");

  /** (1, K, 16 * g * g) logits. */
  public static final Slot MASKS = new Slot("masks");

  private ConceptSlots() {}
}
