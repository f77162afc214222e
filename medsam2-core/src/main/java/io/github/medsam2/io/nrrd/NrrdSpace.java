// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.nrrd;

import io.github.medsam2.image.Geometry;
import io.github.medsam2.io.voxel.Affines;
import io.github.medsam2.io.voxel.HeaderFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where an NRRD header says that its axes lie, turned to LPS and mm. */
final class NrrdSpace {
  /** How far spacings may be from the lengths of directions: both are rounded. */
  private static final double SAME = 1e-3;

  private NrrdSpace() {}

  static Geometry geometry(HeaderFields fields, NrrdAxes axes) {
    List<String> directions = axes.directions();
    requireOneSpace(fields);
    double unit = NrrdUnits.millimetres(fields, axes);
    if (directions == null) {
      double[] s = spacings(fields, axes);
      double[] flips = flips(fields);
      return Affines.of(
          NrrdHeader.FORMAT + ", spacings",
          origin(fields, flips, unit),
          new double[] {s[0] * unit, s[1] * unit, s[2] * unit},
          new double[] {flips[0], 0, 0, 0, flips[1], 0, 0, 0, flips[2]});
    }
    double[] flips = flips(fields);
    double[][] columns = new double[4][];
    for (int axis = 0; axis < directions.size(); axis++) {
      columns[axis] = vector(fields, "space directions", directions.get(axis), flips, unit);
    }
    if (directions.size() == 2) {
      columns[2] = normal(columns[0], columns[1]);
    }
    requireAgreement(fields, axes, unscaled(columns, unit));
    columns[3] = origin(fields, flips, unit);
    double[] affine = new double[12];
    for (int i = 0; i < 12; i++) {
      affine[i] = columns[i % 4][i / 4];
    }
    return Affines.fromLps(NrrdHeader.FORMAT + ", space directions", affine);
  }

  private static double[][] unscaled(double[][] columns, double unit) {
    return Arrays.stream(columns)
        .limit(3)
        .map(c -> new double[] {c[0] / unit, c[1] / unit, c[2] / unit})
        .toArray(double[][]::new);
  }

  private static double[] origin(HeaderFields fields, double[] flips, double unit) {
    String origin = fields.text("space origin").orElse("(0,0,0)").replaceAll("[()]", " ");
    return vector(fields, "space origin", origin, flips, unit);
  }

  /** A vector in LPS and mm; two numbers lie in the plane. */
  private static double[] vector(
      HeaderFields fields, String name, String text, double[] flips, double unit) {
    boolean plane = text.strip().split("[\\s,]+", -1).length == 2 && fields.text("space").isEmpty();
    double[] v = Arrays.copyOf(fields.reals(name, text, plane ? 2 : 3), 3);
    for (int i = 0; i < 3; i++) {
      v[i] *= flips[i] * unit;
    }
    return v;
  }

  /** The unit vector perpendicular to two. */
  private static double[] normal(double[] u, double[] v) {
    double[] n = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]};
    double length = Math.hypot(Math.hypot(n[0], n[1]), n[2]);
    return new double[] {n[0] / length, n[1] / length, n[2] / length};
  }

  private static double[] flips(HeaderFields fields) {
    String space = fields.text("space").orElse("lps").toLowerCase(Locale.ROOT);
    return switch (space) {
      case "left-posterior-superior", "lps" -> new double[] {1, 1, 1};
      case "right-anterior-superior", "ras" -> new double[] {-1, -1, 1};
      case "left-anterior-superior", "las" -> new double[] {1, -1, 1};
      default ->
          throw fields.refusal(
              "space",
              "left-posterior-superior, right-anterior-superior or left-anterior-superior",
              "another space",
              "save the volume in a space of the patient");
    };
  }

  private static double[] spacings(HeaderFields fields, NrrdAxes axes) {
    double[] spacings = {1, 1, 1};
    fields
        .text("spacings")
        .ifPresent(
            text -> {
              double[] all =
                  fields.reals("spacings", text.replaceAll("(?i)nan", "NaN"), axes.dimension());
              for (int i = 0; i < axes.axes().size(); i++) {
                spacings[i] = all[axes.axes().get(i)];
              }
            });
    return spacings;
  }

  /** The field says how many numbers a direction has; a named space has three. */
  private static void requireOneSpace(HeaderFields fields) {
    long dimension = fields.whole("space dimension", 3);
    if (dimension != 3 && (dimension != 2 || fields.text("space").isPresent())) {
      throw fields.refusal(
          "space dimension",
          "3, or 2 without a named space",
          dimension + "",
          "save the volume in a space of the patient");
    }
  }

  /** Spacings beside directions must say the same as they do. */
  private static void requireAgreement(HeaderFields fields, NrrdAxes axes, double[][] columns) {
    if (fields.text("spacings").isEmpty()) {
      return;
    }
    double[] spacings = spacings(fields, axes);
    for (int axis = 0; axis < axes.axes().size(); axis++) {
      double[] c = columns[axis];
      double length = Math.hypot(Math.hypot(c[0], c[1]), c[2]);
      if (Math.abs(spacings[axis] - length) > SAME * length) {
        throw fields.refusal(
            "spacings",
            "NaN or the length of the space directions",
            "another length on axis " + axes.axes().get(axis),
            "keep the right one of the two fields");
      }
    }
  }
}
