// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.meta;

import io.github.medsam2.image.Geometry;
import io.github.medsam2.io.voxel.Affines;
import io.github.medsam2.io.voxel.HeaderFields;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where a MetaImage header says that the grid lies. The matrix decides how; the letters of {@code
 * AnatomicalOrientation}, which say where each axis comes from, are read only where it is missing.
 */
final class MetaSpace {
  /** The letters of the axes of LPS. */
  private static final String FROM = "RAI";

  private MetaSpace() {}

  static Geometry geometry(HeaderFields fields, int rank) {
    double unit = millimetres(fields);
    double[] spacing = {1, 1, 1};
    // The size of an element is its distance to the next only where no distance is given.
    fields.text("ElementSpacing", "ElementSize").ifPresent(t -> put(fields, t, rank, spacing));
    double[] origin = new double[3];
    fields
        .synonym("Offset", "Position", "Origin")
        .ifPresent(t -> System.arraycopy(fields.reals("Offset", t, rank), 0, origin, 0, rank));
    for (int i = 0; i < 3; i++) {
      origin[i] *= unit;
      spacing[i] *= unit;
    }
    return Affines.of(MetaHeader.FORMAT + ", orientation", origin, spacing, axes(fields, rank));
  }

  private static void put(HeaderFields fields, String text, int rank, double[] spacing) {
    System.arraycopy(fields.reals("ElementSpacing", text, rank), 0, spacing, 0, rank);
  }

  private static double[] axes(HeaderFields fields, int rank) {
    double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    double[] axes = identity.clone();
    fields
        .synonym("TransformMatrix", "Rotation", "Orientation")
        .ifPresentOrElse(
            t -> {
              double[] rows = fields.reals("TransformMatrix", t, rank * rank);
              for (int axis = 0; axis < rank; axis++) {
                System.arraycopy(rows, axis * rank, axes, 3 * axis, rank);
              }
            },
            () -> requireNoTurn(fields, rank));
    if (!Arrays.equals(axes, identity)) {
      requireNoCentre(fields, rank);
    }
    return axes;
  }

  private static void requireNoTurn(HeaderFields fields, int rank) {
    String letters = fields.text("AnatomicalOrientation").orElse("").toUpperCase(Locale.ROOT);
    if (!letters.matches("\\?*") && !letters.startsWith(FROM.substring(0, rank))) {
      throw fields.refusal(
          "AnatomicalOrientation",
          FROM + " (axes to the left, posterior and superior) without a TransformMatrix",
          "another orientation",
          "add the TransformMatrix");
    }
  }

  /** Programs disagree on whether the offset moves with a turn around another centre. */
  private static void requireNoCentre(HeaderFields fields, int rank) {
    double[] centre =
        fields
            .text("CenterOfRotation")
            .map(t -> fields.reals("CenterOfRotation", t, rank))
            .orElse(new double[rank]);
    if (Arrays.stream(centre).anyMatch(c -> c != 0)) {
      throw fields.refusal(
          "CenterOfRotation",
          "zeros beside a TransformMatrix that turns",
          "another centre",
          "save the volume with its offset alone");
    }
  }

  private static double millimetres(HeaderFields fields) {
    return switch (fields.text("DistanceUnits").orElse("?").toLowerCase(Locale.ROOT)) {
      case "?", "", "mm" -> 1;
      case "um" -> 1e-3;
      case "cm" -> 10;
      default -> throw fields.refusal("DistanceUnits", "mm, um or cm", "another", "convert to mm");
    };
  }
}
