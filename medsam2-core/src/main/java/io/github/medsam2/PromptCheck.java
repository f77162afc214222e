// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.prompt.Prompts;

/** Refuses prompts that the loaded model cannot take on images of a size. */
final class PromptCheck {

  private PromptCheck() {}

  static void require(ModelConfig model, Prompts prompts, int width, int height) {
    model.require(Task.CLICKS);
    prompts.description().ifPresent(d -> model.extension().require(model.name(), d));
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

  /** Refuses what says how an object is seen, but not which. */
  static void requireObject(Prompts prompts) {
    if (!prompts.namesObject()) {
      throw new InvalidInputException(
          "prompt",
          "a box, points, a mask, or a description that names the object",
          prompts.description().map(d -> d.render() + " alone").orElse("nothing"),
          "add what the object is");
    }
  }
}
