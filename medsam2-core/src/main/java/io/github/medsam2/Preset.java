// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

/**
 * How exactly a model calculates. Only the engine {@code onnx} has a choice; {@code
 * docs/engines.md} says what each costs and changes.
 */
public enum Preset {
  /** In float32: the masks of the original, to rounding. The default. */
  EXACT,
  /**
   * Large products of the image encoder and of memory attention in integers of 8 bits. Masks differ
   * a little; the weights are rounded when the model is opened.
   */
  FAST,
  /**
   * {@link #FAST} where a trial of a tenth of a second shows that this processor gains by it, else
   * {@link #EXACT}. What was chosen is a line of the log and stands in every receipt.
   */
  AUTO
}
