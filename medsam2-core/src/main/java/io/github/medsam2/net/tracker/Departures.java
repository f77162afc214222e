// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.layer.KeyTable;

/**
 * Where a decoder departs from the original, as networks that this library trains may; each is told
 * by a key that no published checkpoint has.
 *
 * @param painting which prompts are shown as logits, too
 * @param fitsBoxes whether the first answer to a box is brought into agreement with it
 * @param oneMask whether the single mask is the answer to prompts of one meaning, however unstable:
 *     masks of thin vessels always are
 */
public record Departures(Painting painting, boolean fitsBoxes, boolean oneMask) {
  /** None: as published. */
  public static final Departures NONE = new Departures(Painting.NOTHING, false, false);

  /** One number, the logit that boxes are filled with. */
  public static final String FILLED_BOXES = "sam_prompt_encoder.box_fill";

  /** Beside it, the logit that clicks are painted with. */
  public static final String PAINTED_CLICKS = "sam_prompt_encoder.click_fill";

  /** Any number: first answers to boxes are fitted to them. */
  public static final String FITTED_BOXES = "sam_prompt_encoder.box_fit";

  /** Any number: prompts of one meaning are answered by the single mask. */
  public static final String ONE_MASK = "sam_mask_decoder.one_mask";

  static Departures in(KeyReader keys) {
    Painting painting = Painting.NOTHING;
    if (keys.has(FILLED_BOXES)) {
      painting = keys.has(PAINTED_CLICKS) ? Painting.BOXES_AND_CLICKS : Painting.BOXES;
    }
    return new Departures(painting, keys.has(FITTED_BOXES), keys.has(ONE_MASK));
  }

  void keys(KeyTable table) {
    if (painting != Painting.NOTHING) {
      table.tensor(FILLED_BOXES, 1);
    }
    if (painting == Painting.BOXES_AND_CLICKS) {
      table.tensor(PAINTED_CLICKS, 1);
    }
    if (fitsBoxes) {
      table.tensor(FITTED_BOXES, 1);
    }
    if (oneMask) {
      table.tensor(ONE_MASK, 1);
    }
  }
}
