// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Description;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A labelled object of a sample. Immutable and thread-safe.
 *
 * @param masks its pixels on every frame, all of one size; empty where it is not seen, but not
 *     everywhere
 * @param description what it is called and how it is seen, such as {@link
 *     io.github.medsam2.prompt.coronary.CoronaryPrompt} with the CASS segment and the view; may be
 *     absent
 * @param stenosis its diameter stenosis in percent, 0 to 100; may be absent
 */
public record SampleObject(
    List<Mask> masks, Optional<Description> description, OptionalDouble stenosis) {

  /** Checks that there is an object and that the stenosis is a percentage. */
  public SampleObject {
    masks = List.copyOf(masks);
    if (masks.stream().allMatch(Mask::isEmpty)) {
      throw refused("a pixel inside a mask", "none", "leave the object out");
    }
    Mask first = masks.get(0);
    if (!masks.stream().allMatch(m -> m.width() == first.width() && m.height() == first.height())) {
      throw refused("masks of one size", "several sizes", "resize them");
    }
    if (stenosis.isPresent() && !(stenosis.getAsDouble() >= 0 && stenosis.getAsDouble() <= 100)) {
      throw refused("a stenosis of 0 to 100 percent", "another number", "correct the number");
    }
  }

  private static InvalidInputException refused(String expected, String found, String fix) {
    return new InvalidInputException("object of a sample", expected, found, fix);
  }

  /** An object of one image, of which only the mask is known. */
  public static SampleObject of(Mask mask) {
    return of(List.of(mask));
  }

  /** An object of a clip, of which only the masks are known. */
  public static SampleObject of(List<Mask> masks) {
    return new SampleObject(masks, Optional.empty(), OptionalDouble.empty());
  }

  /** The mask on the first frame: of an image, the mask. */
  public Mask mask() {
    return masks.get(0);
  }

  /** Pixels of a row. */
  public int width() {
    return mask().width();
  }

  /** Rows. */
  public int height() {
    return mask().height();
  }

  /** This object with a description. */
  public SampleObject described(Description text) {
    return new SampleObject(masks, Optional.of(text), stenosis);
  }

  /** This object with its diameter stenosis in percent. */
  public SampleObject withStenosis(double percent) {
    return new SampleObject(masks, description, OptionalDouble.of(percent));
  }
}
