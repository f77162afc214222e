// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.data;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Description;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A labelled object of an image.
 *
 * @param mask its pixels, at least one, on the image's grid
 * @param description what it is called and how it is seen, such as {@link
 *     io.github.medsam2.prompt.coronary.CoronaryPrompt} with the CASS segment and the view; may be
 *     absent
 * @param stenosis its diameter stenosis in percent, 0 to 100; may be absent
 */
public record SampleObject(Mask mask, Optional<Description> description, OptionalDouble stenosis) {

  /** Checks that there is an object and that the stenosis is a percentage. */
  public SampleObject {
    if (mask.isEmpty()) {
      throw new InvalidInputException(
          "object of a sample", "a pixel inside its mask", "none", "leave the object out");
    }
    if (stenosis.isPresent() && !(stenosis.getAsDouble() >= 0 && stenosis.getAsDouble() <= 100)) {
      throw new InvalidInputException(
          "stenosis of a sample", "0 to 100 percent", "another number", "correct the number");
    }
  }

  /** An object of which only the mask is known. */
  public static SampleObject of(Mask mask) {
    return new SampleObject(mask, Optional.empty(), OptionalDouble.empty());
  }

  /** This object with a description. */
  public SampleObject described(Description text) {
    return new SampleObject(mask, Optional.of(text), stenosis);
  }

  /** This object with its diameter stenosis in percent. */
  public SampleObject withStenosis(double percent) {
    return new SampleObject(mask, description, OptionalDouble.of(percent));
  }
}
