package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;

/** Refuses prompts that the loaded model cannot take on images of a size. */
final class PromptCheck {

  private PromptCheck() {}

  static void require(String model, Prompts prompts, int width, int height) {
    if (prompts.text().isPresent()) {
      throw new UnsupportedPromptException(
          "text prompt",
          "a model with a text encoder",
          model + " without one, like all published MedSAM2 weights",
          "give a box or points, or load a checkpoint trained with a text encoder");
    }
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
}
