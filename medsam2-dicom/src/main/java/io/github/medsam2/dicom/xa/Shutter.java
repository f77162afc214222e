// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of the image that was exposed (PS3.3 C.7.6.11). Edges are pixels, 1-based; what lies on
 * them is still covered. Several shapes at once leave what all of them leave.
 */
public final class Shutter {
  private static final List<Tag> MODULE =
      List.of(
          Tag.SHUTTER_SHAPE,
          Tag.SHUTTER_LEFT_VERTICAL_EDGE,
          Tag.SHUTTER_RIGHT_VERTICAL_EDGE,
          Tag.SHUTTER_UPPER_HORIZONTAL_EDGE,
          Tag.SHUTTER_LOWER_HORIZONTAL_EDGE,
          Tag.CENTER_OF_CIRCULAR_SHUTTER,
          Tag.RADIUS_OF_CIRCULAR_SHUTTER,
          Tag.VERTICES_OF_THE_POLYGONAL_SHUTTER);

  private static final List<Tag> EDGES =
      List.of(
          Tag.SHUTTER_LEFT_VERTICAL_EDGE,
          Tag.SHUTTER_RIGHT_VERTICAL_EDGE,
          Tag.SHUTTER_UPPER_HORIZONTAL_EDGE,
          Tag.SHUTTER_LOWER_HORIZONTAL_EDGE);

  private final Tolerant d;
  private final List<String> shapes;

  private Shutter(Tolerant d, List<String> shapes) {
    this.d = d;
    this.shapes = shapes;
  }

  /** A rectangle between four covered edges, 1-based columns and rows. */
  public static Shutter rectangular(int left, int right, int upper, int lower) {
    return of(
        DataSet.builder()
            .text(Tag.SHUTTER_SHAPE, "RECTANGULAR")
            .ints(Tag.SHUTTER_LEFT_VERTICAL_EDGE, left)
            .ints(Tag.SHUTTER_RIGHT_VERTICAL_EDGE, right)
            .ints(Tag.SHUTTER_UPPER_HORIZONTAL_EDGE, upper)
            .ints(Tag.SHUTTER_LOWER_HORIZONTAL_EDGE, lower));
  }

  /** A circle around a pixel, 1-based. */
  public static Shutter circular(int row, int column, int radius) {
    return of(
        DataSet.builder()
            .text(Tag.SHUTTER_SHAPE, "CIRCULAR")
            .ints(Tag.CENTER_OF_CIRCULAR_SHUTTER, row, column)
            .ints(Tag.RADIUS_OF_CIRCULAR_SHUTTER, radius));
  }

  /**
   * A polygon.
   *
   * @param rowsAndColumns row and column of each vertex in turn, 1-based, at least three
   */
  public static Shutter polygonal(int... rowsAndColumns) {
    if (rowsAndColumns.length < 6 || rowsAndColumns.length % 2 != 0) {
      throw new InvalidInputException(
          "polygonal shutter",
          "at least three pairs of row and column",
          rowsAndColumns.length + " numbers",
          "give all vertices");
    }
    return of(
        DataSet.builder()
            .text(Tag.SHUTTER_SHAPE, "POLYGONAL")
            .ints(Tag.VERTICES_OF_THE_POLYGONAL_SHUTTER, rowsAndColumns));
  }

  private static Shutter of(DataSetBuilder description) {
    DataSet d = description.build();
    return new Shutter(new Tolerant(d, new Findings()), d.terms(Tag.SHUTTER_SHAPE));
  }

  /**
   * Takes the Display Shutter module of an image over into a presentation state, which covers
   * pixels in black; an image without one adds nothing.
   */
  public static void copy(DataSet from, DataSetBuilder to) {
    if (of(from, new Findings()).isPresent()) {
      MODULE.forEach(tag -> to.copy(from, tag));
      to.ints(Tag.SHUTTER_PRESENTATION_VALUE, 0);
    }
  }

  /** Writes the Display Shutter module. */
  void addTo(DataSetBuilder to) {
    MODULE.forEach(tag -> to.copy(d.dataSet(), tag));
  }

  static Optional<Shutter> of(DataSet whole, Findings findings) {
    DataSet d = new FunctionalGroups(whole).of(0, Tag.FRAME_DISPLAY_SHUTTER_SEQUENCE);
    Tolerant t = new Tolerant(d, findings);
    List<String> shapes = new ArrayList<>();
    for (String shape : d.terms(Tag.SHUTTER_SHAPE)) {
      if (isDescribed(shape, t)) {
        shapes.add(shape);
      } else {
        findings.add(Tag.SHUTTER_SHAPE, "a shape not known, or without its measures; not used");
      }
    }
    return shapes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Shutter(new Tolerant(d, new Findings()), List.copyOf(shapes)));
  }

  private static boolean isDescribed(String shape, Tolerant t) {
    return switch (shape) {
      case "RECTANGULAR" -> EDGES.stream().anyMatch(edge -> t.integer(edge).isPresent());
      case "CIRCULAR" ->
          t.ints(Tag.CENTER_OF_CIRCULAR_SHUTTER).length == 2
              && t.integer(Tag.RADIUS_OF_CIRCULAR_SHUTTER).orElse(0) > 0;
      case "POLYGONAL" -> t.ints(Tag.VERTICES_OF_THE_POLYGONAL_SHUTTER).length >= 6;
      default -> false;
    };
  }

  /** RECTANGULAR, CIRCULAR, POLYGONAL: those the object describes. */
  public List<String> shapes() {
    return shapes;
  }

  @Override
  public String toString() {
    return "Shutter" + shapes;
  }

  /** The pixels that are not covered. */
  public Mask open(int width, int height) {
    byte[] out = new byte[Math.multiplyExact(width, height)];
    int[] centre = d.ints(Tag.CENTER_OF_CIRCULAR_SHUTTER);
    int[] vertices = d.ints(Tag.VERTICES_OF_THE_POLYGONAL_SHUTTER);
    int[] edges = edges(width, height);
    int radius = d.integer(Tag.RADIUS_OF_CIRCULAR_SHUTTER).orElse(Integer.MAX_VALUE);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean open =
            (!shapes.contains("RECTANGULAR") || inside(edges, x + 1, y + 1))
                && (!shapes.contains("CIRCULAR") || inside(centre, radius, x + 1, y + 1))
                && (!shapes.contains("POLYGONAL") || insidePolygon(vertices, x + 1, y + 1));
        out[y * width + x] = (byte) (open ? 1 : 0);
      }
    }
    return Mask.of(width, height, out);
  }

  private int[] edges(int width, int height) {
    return new int[] {
      d.integer(Tag.SHUTTER_LEFT_VERTICAL_EDGE).orElse(0),
      d.integer(Tag.SHUTTER_RIGHT_VERTICAL_EDGE).orElse(width + 1),
      d.integer(Tag.SHUTTER_UPPER_HORIZONTAL_EDGE).orElse(0),
      d.integer(Tag.SHUTTER_LOWER_HORIZONTAL_EDGE).orElse(height + 1)
    };
  }

  private static boolean inside(int[] edges, int x, int y) {
    return x > edges[0] && x < edges[1] && y > edges[2] && y < edges[3];
  }

  /** The centre is row, then column. */
  private static boolean inside(int[] centre, int radius, int x, int y) {
    return centre.length < 2 || Math.hypot((double) x - centre[1], (double) y - centre[0]) < radius;
  }

  /** Vertices are pairs of row and column; a ray to the right crosses an odd number of sides. */
  private static boolean insidePolygon(int[] v, int x, int y) {
    boolean inside = v.length < 6;
    for (int i = 0, j = v.length - v.length % 2 - 2;
        i + 1 < v.length && v.length >= 6;
        j = i, i += 2) {
      boolean crosses = v[i] > y != v[j] > y;
      double at = v[j + 1] + (double) (y - v[j]) / (v[i] - v[j]) * (v[i + 1] - v[j + 1]);
      if (crosses && x < at) {
        inside = !inside;
      }
    }
    return inside;
  }
}
