// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Writes the XA Positioner module (PS3.3 C.8.7.5). */
final class GeometryAttributes {

  private GeometryAttributes() {}

  static void add(DataSetBuilder to, XaGeometry geometry, int frames) {
    put(to, Tag.DISTANCE_SOURCE_TO_DETECTOR, geometry.sourceToDetector());
    put(to, Tag.DISTANCE_SOURCE_TO_PATIENT, geometry.sourceToPatient());
    put(to, Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR, magnification(geometry));
    List<ViewAngle> views = geometry.views();
    if (views.isEmpty()) {
      return;
    }
    if (views.size() != 1 && views.size() != frames) {
      throw new InvalidInputException(
          "views", "one, or one a frame, " + frames, views.size() + "", "correct the geometry");
    }
    boolean moves = views.stream().anyMatch(v -> !v.equals(views.get(0)));
    to.text(Tag.POSITIONER_MOTION, moves ? "DYNAMIC" : "STATIC")
        .doubles(Tag.POSITIONER_PRIMARY_ANGLE, views.get(0).primary())
        .doubles(Tag.POSITIONER_SECONDARY_ANGLE, views.get(0).secondary());
    if (moves) {
      to.doubles(Tag.POSITIONER_PRIMARY_ANGLE_INCREMENT, offsets(views, ViewAngle::primary))
          .doubles(Tag.POSITIONER_SECONDARY_ANGLE_INCREMENT, offsets(views, ViewAngle::secondary));
    }
  }

  private static OptionalDouble magnification(XaGeometry g) {
    boolean computed =
        g.magnification().isEmpty()
            && g.sourceToDetector().isPresent()
            && g.sourceToPatient().isPresent();
    return computed
        ? OptionalDouble.of(g.sourceToDetector().getAsDouble() / g.sourceToPatient().getAsDouble())
        : g.magnification();
  }

  private static void put(DataSetBuilder to, Tag tag, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() > 0)) {
      throw new InvalidInputException(
          tag.toString(), "a value above 0", value.getAsDouble() + "", "correct the geometry");
    }
    value.ifPresent(v -> to.doubles(tag, v));
  }

  /** From the first frame, not from the one before (C.8.7.5.1.3). */
  private static double[] offsets(List<ViewAngle> views, ToDoubleFunction<ViewAngle> angle) {
    double first = angle.applyAsDouble(views.get(0));
    return views.stream().mapToDouble(v -> angle.applyAsDouble(v) - first).toArray();
  }
}
