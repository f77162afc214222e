// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.json.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The region of an annotation of COCO: polygons, or run lengths as a list or compressed. */
final class CocoRegion {
  private static final String KEY = "segmentation";

  private CocoRegion() {}

  /** The region; none where an annotation has an empty list, as boxes without outlines have. */
  static Optional<Outlined.Region> of(JsonFields annotation) {
    return annotation.isArray(KEY)
        ? polygons(annotation.array(KEY, 0, 10_000))
        : Optional.of(runs(annotation.fields(KEY)));
  }

  private static Optional<Outlined.Region> polygons(JsonArray list) {
    List<double[]> polygons = new ArrayList<>();
    for (JsonElement element : list) {
      double[] xy = corners(element);
      if (xy.length < 6 || xy.length % 2 != 0) {
        throw new InvalidInputException(
            KEY, "x and y of at least 3 corners", xy.length + " numbers", "leave it out");
      }
      polygons.add(xy);
    }
    return polygons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (w, h) ->
                polygons.stream()
                    .map(xy -> Mask.ofPolygon(w, h, xy))
                    .reduce(Mask::union)
                    .orElseThrow());
  }

  private static double[] corners(JsonElement element) {
    if (!(element instanceof JsonArray numbers)) {
      throw new InvalidInputException(KEY, "lists of corners", "another", "correct the file");
    }
    return numbers.asList().stream().mapToDouble(e -> JsonFields.number(KEY, e)).toArray();
  }

  private static Outlined.Region runs(JsonFields f) {
    int[] size = f.wholes("size", 2);
    CocoRle runs =
        f.isArray("counts")
            ? CocoRle.ofCounts(
                size[1],
                size[0],
                f.array("counts", 1, Integer.MAX_VALUE).asList().stream()
                    .mapToInt(e -> (int) JsonFields.number("counts", e))
                    .toArray())
            : CocoRle.ofCompressed(size[1], size[0], f.text("counts"));
    return (w, h) -> {
      if (w != runs.width() || h != runs.height()) {
        throw new InvalidInputException(
            "run lengths of COCO",
            "the size of the image, " + w + "x" + h,
            runs.width() + "x" + runs.height(),
            "correct the file");
      }
      return runs.toMask();
    };
  }
}
