// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.data;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import java.util.List;

/**
 * An image and its labelled objects. Immutable and thread-safe.
 *
 * @param id names the sample within its set; not blank
 * @param group the patient: samples of one group are never on both sides of a split; not blank.
 *     Neither is ever shown in messages
 * @param image grey or RGB of any size and type
 * @param objects at least one, all on the image's grid
 */
public record Sample(String id, String group, Image image, List<SampleObject> objects) {

  /** Checks that names are given and that the masks are of the image. */
  public Sample {
    objects = List.copyOf(objects);
    if (id.isBlank() || group.isBlank()) {
      throw new InvalidInputException(
          "sample", "an id and a group", "a blank one", "use the id where no patient is known");
    }
    int width = image.width();
    int height = image.height();
    boolean fit =
        objects.stream().allMatch(o -> o.mask().width() == width && o.mask().height() == height);
    if (objects.isEmpty() || !fit) {
      throw new InvalidInputException(
          "sample of an image of " + width + "x" + height,
          "at least one object, all masks of that size",
          objects.isEmpty() ? "no object" : "a mask of another size",
          "leave the image out, or resize its masks");
    }
  }

  /** Size and number of objects; whose they are is not told. */
  @Override
  public String toString() {
    return "Sample[" + image + ", " + objects.size() + " objects]";
  }
}
