// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.ModelConfig.CoronaryConfig;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.SegmentScheme;
import io.github.medsam2.prompt.TextPrompt;

/** Refuses prompts that the loaded model cannot take on images of a size. */
final class PromptCheck {

  private PromptCheck() {}

  static void require(ModelConfig model, Prompts prompts, int width, int height) {
    prompts.text().ifPresent(text -> require(model, text));
    if (prompts.mask().isPresent()) {
      Mask mask = prompts.mask().get().mask();
      if (mask.width() != width || mask.height() != height) {
        throw new InvalidInputException(
            "mask prompt",
            width + "x" + height + ", the image's grid",
            mask.width() + "x" + mask.height(),
            "give a mask on the grid of the image");
      }
    }
  }

  private static void require(ModelConfig model, TextPrompt text) {
    CoronaryConfig parts = model.coronary();
    if (!parts.textEncoder() && (text.namesObject() || !parts.readingHeads())) {
      throw new UnsupportedPromptException(
          "text prompt",
          "a model with a text encoder",
          model.name() + " without one, like all published MedSAM2 weights",
          "give a box or points, or load a checkpoint trained with a text encoder");
    }
    if (text.segment().isPresent() && text.segment().get().scheme() != SegmentScheme.CASS) {
      throw new UnsupportedPromptException(
          "text prompt",
          "a segment of the CASS scheme, which text encoders know",
          "one of " + text.segment().get().scheme(),
          "map it first, with SegmentText.toCass of medsam2-qca");
    }
  }

  /** Refuses a view alone: it says how an object is seen, not which. */
  static void requireObject(Prompts prompts) {
    boolean viewAlone = prompts.all().stream().allMatch(PromptCheck::isView);
    if (viewAlone) {
      throw new InvalidInputException(
          "prompt",
          "a box, points, a mask, or a segment or artery in words",
          "a view alone",
          "add what the object is");
    }
  }

  private static boolean isView(Object prompt) {
    return prompt instanceof TextPrompt text && !text.namesObject();
  }
}
