// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import java.util.List;

/**
 * A clip and its labelled objects; an image is a clip of one frame. Immutable and thread-safe.
 *
 * @param id names the sample within its set; not blank
 * @param group the patient: samples of one group are never on both sides of a split; not blank.
 *     Neither is ever shown in messages
 * @param frames at least one, in order of time, grey or RGB of any type, all of one size
 * @param objects at least one, each with a mask for every frame on the frames' grid
 */
public record Sample(String id, String group, List<Image> frames, List<SampleObject> objects) {

  /** Checks that names are given and that the masks are of the frames. */
  public Sample {
    frames = List.copyOf(frames);
    objects = List.copyOf(objects);
    if (id.isBlank() || group.isBlank()) {
      throw refused("sample", "an id and a group", "a blank one", "use the id as the group");
    }
    if (frames.isEmpty()) {
      throw refused("sample", "at least one frame", "none", "leave it out");
    }
    int width = frames.get(0).width();
    int height = frames.get(0).height();
    int count = frames.size();
    String where = "sample of " + count + " frames of " + width + "x" + height;
    if (!frames.stream().allMatch(f -> f.width() == width && f.height() == height)) {
      throw refused(where, "frames of one size", "another size", "resize the frames");
    }
    boolean fit =
        objects.stream()
            .allMatch(o -> o.masks().size() == count && o.width() == width && o.height() == height);
    if (objects.isEmpty() || !fit) {
      throw refused(
          where,
          "at least one object, a mask of that size for every frame",
          objects.isEmpty() ? "no object" : "masks of another number or size",
          "leave the sample out, or resize its masks; an empty mask says that nothing is seen");
    }
  }

  /** A sample of one image. */
  public static Sample of(String id, String group, Image image, List<SampleObject> objects) {
    return new Sample(id, group, List.of(image), objects);
  }

  /** The first frame: of an image, all there is. */
  public Image image() {
    return frames.get(0);
  }

  private static InvalidInputException refused(
      String where, String expected, String found, String fix) {
    return new InvalidInputException(where, expected, found, fix);
  }

  /** Size and number of objects; whose they are is not told. */
  @Override
  public String toString() {
    return "Sample[" + frames.size() + " of " + image() + ", " + objects.size() + " objects]";
  }
}
