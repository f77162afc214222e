// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.error.InvalidInputException;

/**
 * Which prompts are drawn how often. Immutable.
 *
 * @param mask share of clips whose objects are shown by their masks; images have none, as a given
 *     mask teaches nothing there
 * @param box share of boxes among the other first prompts; the rest are clicks
 * @param boxes how boxes are drawn
 * @param leastSide the shortest side of a box in pixels of the model's input
 * @param corrections clicks on a frame that is corrected
 * @param fromTruth share of corrections drawn as if nothing were predicted
 * @param clicks where clicks fall
 * @param framesPrompted the most frames of a clip that are prompted at first; 1 to as many are
 * @param framesCorrected the most frames of a clip that are corrected, at least as many
 */
public record PromptRecipe(
    double mask,
    double box,
    BoxNoise boxes,
    double leastSide,
    Corrections corrections,
    double fromTruth,
    ClickRule clicks,
    int framesPrompted,
    int framesCorrected) {

  /** Checks the ranges. */
  public PromptRecipe {
    require("share of masks", mask >= 0 && mask <= 1, "0 to 1", mask);
    require("share of boxes", box >= 0 && box <= 1, "0 to 1", box);
    require(
        "share of clicks from the truth", fromTruth >= 0 && fromTruth <= 1, "0 to 1", fromTruth);
    require("shortest side", leastSide >= 0 && leastSide < 1e4, "0 to 10000", leastSide);
    require("frames prompted", framesPrompted >= 1, "at least 1", framesPrompted);
    require(
        "frames corrected",
        framesCorrected >= framesPrompted,
        "at least those prompted",
        framesCorrected);
  }

  private static void require(String what, boolean good, String expected, double found) {
    if (!good) {
      throw new InvalidInputException(
          "prompt recipe, " + what, expected, Double.toString(found), "correct the number");
    }
  }

  private static PromptRecipe original(double box) {
    return new PromptRecipe(
        0.5, box, BoxNoise.ORIGINAL, 0, Corrections.exactly(7), 0.1, new UniformClicks(), 2, 2);
  }

  /** As SAM 2.1 was fine-tuned: masks, boxes and clicks 2 : 1 : 1, seven corrections. */
  public static PromptRecipe sam2() {
    return original(0.5);
  }

  /** As MedSAM2 was trained: masks and boxes alike, no single clicks. */
  public static PromptRecipe medSam2() {
    return original(1);
  }

  /** For few cases and ordinary machines: looser boxes, clicks as of a hand, few corrections. */
  public static PromptRecipe small() {
    return new PromptRecipe(
        0.25,
        2.0 / 3,
        BoxNoise.LOOSE,
        8,
        Corrections.few(),
        0.1,
        new JitteredClicks(new UniformClicks(), 0.5, 2),
        2,
        2);
  }

  /** This recipe with other shares of first prompts. */
  public PromptRecipe withFirst(double masks, double boxesOfTheRest) {
    return new PromptRecipe(
        masks,
        boxesOfTheRest,
        boxes,
        leastSide,
        corrections,
        fromTruth,
        clicks,
        framesPrompted,
        framesCorrected);
  }

  /** This recipe with boxes drawn in another way. */
  public PromptRecipe withBoxes(BoxNoise noise, double least) {
    return new PromptRecipe(
        mask, box, noise, least, corrections, fromTruth, clicks, framesPrompted, framesCorrected);
  }

  /** This recipe with other corrections. */
  public PromptRecipe withCorrections(Corrections other) {
    return new PromptRecipe(
        mask, box, boxes, leastSide, other, fromTruth, clicks, framesPrompted, framesCorrected);
  }

  /** This recipe with clicks elsewhere. */
  public PromptRecipe withClicks(ClickRule rule, double shareFromTruth) {
    return new PromptRecipe(
        mask,
        box,
        boxes,
        leastSide,
        corrections,
        shareFromTruth,
        rule,
        framesPrompted,
        framesCorrected);
  }
}
