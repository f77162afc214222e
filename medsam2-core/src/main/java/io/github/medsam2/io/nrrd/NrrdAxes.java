// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nrrd;

import io.github.medsam2.io.voxel.GridSize;
import io.github.medsam2.io.voxel.HeaderFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which axes of an NRRD file run through space: two or three. Others (lists, vectors, time) must
 * have size 1.
 *
 * @param axes their positions among all axes
 * @param sizes their sizes
 * @param directions their direction vectors, without parentheses, or null without any
 * @param dimension the number of all axes
 */
record NrrdAxes(
    List<Integer> axes, List<Long> sizes, @Nullable List<String> directions, int dimension) {
  private static final int MOST_AXES = 16;
  private static final Set<String> SPATIAL = Set.of("domain", "space", "???", "none", "");

  static NrrdAxes of(HeaderFields fields) {
    long dimension = fields.wholes("dimension", 1)[0];
    if (dimension < 2 || dimension > MOST_AXES) {
      throw fields.refusal("dimension", "2 to 16 axes", dimension + "", "give a volume");
    }
    int n = (int) dimension;
    long[] sizes = fields.wholes("sizes", n);
    String[] directions =
        fields.text("space directions").map(t -> vectors(fields, t, n)).orElse(null);
    String[] kinds = kinds(fields, n);
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (runsThroughSpace(fields, directions, kinds, i)) {
        axes.add(i);
      } else if (sizes[i] != 1) {
        throw fields.refusal(
            "sizes",
            "size 1 for axes that do not run through space",
            sizes[i] + " on axis " + i,
            "split the file into scalar volumes");
      }
    }
    if (axes.size() != 2 && axes.size() != 3) {
      throw fields.refusal("dimension", "2 or 3 axes in space", axes.size() + "", "give a volume");
    }
    return new NrrdAxes(
        axes,
        axes.stream().map(i -> sizes[i]).toList(),
        directions == null ? null : axes.stream().map(i -> directions[i]).toList(),
        n);
  }

  private static boolean runsThroughSpace(
      HeaderFields fields, String @Nullable [] directions, String[] kinds, int axis) {
    boolean spatial = SPATIAL.contains(kinds[axis]);
    if (directions == null) {
      return spatial;
    }
    boolean directed = !directions[axis].equals("none");
    if (directed && !spatial) {
      throw fields.refusal(
          "kinds",
          "space or domain for axes with a direction",
          "another kind on axis " + axis,
          "correct the kind, or write none for the direction");
    }
    return directed;
  }

  /** One word for each axis; empty words without the field. */
  private static String[] kinds(HeaderFields fields, int count) {
    String text = fields.text("kinds").orElse("").toLowerCase(Locale.ROOT).strip();
    String[] kinds = text.isEmpty() ? new String[0] : text.split("\\s+", -1);
    if (kinds.length != 0 && kinds.length != count) {
      throw fields.refusal("kinds", count + " words", kinds.length + "", "correct it");
    }
    String[] all = new String[count];
    Arrays.fill(all, "");
    System.arraycopy(kinds, 0, all, 0, kinds.length);
    return all;
  }

  /** Voxels along x, y, z. */
  GridSize size() {
    return new GridSize(sizes.get(0), sizes.get(1), sizes.size() == 2 ? 1 : sizes.get(2));
  }

  /** Vectors as "a,b,c", or "none". */
  private static String[] vectors(HeaderFields fields, String text, int count) {
    String[] vectors =
        Arrays.stream(text.toLowerCase(Locale.ROOT).replace("none", "(none)").split("\\)", -1))
            .map(String::strip)
            .filter(v -> !v.isEmpty())
            .map(v -> v.startsWith("(") ? v.substring(1).strip() : "")
            .toArray(String[]::new);
    if (vectors.length != count || Arrays.asList(vectors).contains("")) {
      throw fields.refusal(
          "space directions", count + " vectors '(a,b,c)' or none", "other text", "correct it");
    }
    return vectors;
  }
}
