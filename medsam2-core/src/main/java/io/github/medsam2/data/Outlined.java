// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * An image file and the outlines somebody drew on it.
 *
 * @param id of the sample
 * @param file of the image
 * @param outlines in the order they were given
 */
record Outlined(String id, Path file, List<Outline> outlines) {

  /** Copies the list. */
  Outlined {
    outlines = List.copyOf(outlines);
  }

  /** A region of an image's grid. */
  interface Region {
    /** The region on a grid. */
    Mask on(int width, int height);
  }

  /** A region and what it is of. */
  record Outline(String category, Region region) {}

  /** Reads the image and fills the outlines; those without a pixel are left out. */
  Sample read(Labelling labelling) {
    Image image = ImageFile.read(file);
    Map<String, Mask> masks = new LinkedHashMap<>();
    Map<String, String> categories = new LinkedHashMap<>();
    for (int i = 0; i < outlines.size(); i++) {
      Outline o = outlines.get(i);
      String object = labelling.onePerCategory() ? o.category() : i + "";
      masks.merge(object, o.region().on(image.width(), image.height()), Mask::union);
      categories.put(object, o.category());
    }
    List<SampleObject> objects = new ArrayList<>();
    masks.forEach(
        (object, mask) -> {
          if (!mask.isEmpty()) {
            objects.add(object(mask, categories.getOrDefault(object, ""), labelling));
          }
        });
    return Sample.of(id, id, image, objects);
  }

  private static SampleObject object(Mask mask, String category, Labelling labelling) {
    return new SampleObject(
        List.of(mask), labelling.description().apply(category).map(d -> d), OptionalDouble.empty());
  }
}
