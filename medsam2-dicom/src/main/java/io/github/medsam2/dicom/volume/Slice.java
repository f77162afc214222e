package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.pixel.DicomFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One frame with its place in the patient.
 *
 * @param dataSet its object
 * @param frames the frames of its object
 * @param frame its index there
 * @param position centre of its first pixel, mm, LPS
 * @param row unit vector along a row
 * @param column unit vector down a column
 * @param spacing mm from row to row, and from column to column
 * @param thickness what the object says of the distance to the next slice, 1 where nothing
 * @param stack what must be equal for slices to be of one stack
 * @param order sorts slices of one position: time, then number
 */
record Slice(
    DataSet dataSet,
    DicomFrames frames,
    int frame,
    double[] position,
    double[] row,
    double[] column,
    double[] spacing,
    double thickness,
    List<Object> stack,
    double[] order) {
  private static final double TOLERANCE = 1e-4;

  /** The slices of an object; frames without a place are left out with a finding. */
  static List<Slice> of(DicomObject object, Findings findings) {
    DataSet d = object.dataSet();
    DicomFrames frames = DicomFrames.of(object, object.limits());
    findings.addAll(object.findings());
    findings.addAll(frames.findings());
    if (!frames.layout().photometric().isGray()) {
      findings.add(Tag.PHOTOMETRIC_INTERPRETATION, "a colour object in a series; left out");
      return List.of();
    }
    List<Slice> out = new ArrayList<>();
    for (int i = 0; i < frames.count(); i++) {
      Optional<Slice> slice = of(d, frames, i, findings);
      slice.ifPresentOrElse(
          out::add,
          () -> findings.add(Tag.IMAGE_POSITION_PATIENT, "a slice without a place; left out"));
    }
    return out;
  }

  private static Optional<Slice> of(DataSet d, DicomFrames frames, int i, Findings findings) {
    FunctionalGroups g = new FunctionalGroups(d);
    Tolerant place = new Tolerant(g.of(i, Tag.PLANE_POSITION_SEQUENCE), findings);
    Tolerant plane = new Tolerant(g.of(i, Tag.PLANE_ORIENTATION_SEQUENCE), findings);
    Tolerant measures = new Tolerant(g.of(i, Tag.PIXEL_MEASURES_SEQUENCE), findings);
    double[] position = place.doubles(Tag.IMAGE_POSITION_PATIENT);
    double[] orientation = plane.doubles(Tag.IMAGE_ORIENTATION_PATIENT);
    double[] spacing = measures.doubles(Tag.PIXEL_SPACING);
    boolean sizes = position.length == 3 && orientation.length == 6 && spacing.length == 2;
    if (!sizes || !(spacing[0] > 0) || !(spacing[1] > 0) || !orthonormal(orientation)) {
      return Optional.empty();
    }
    double thickness =
        measures
            .positive(Tag.SPACING_BETWEEN_SLICES)
            .orElse(measures.positive(Tag.SLICE_THICKNESS).orElse(1));
    return Optional.of(
        new Slice(
            d,
            frames,
            i,
            position,
            Vectors.unit(Arrays.copyOf(orientation, 3)),
            Vectors.unit(Arrays.copyOfRange(orientation, 3, 6)),
            spacing,
            thickness,
            stack(g, frames, i),
            order(g, i, findings)));
  }

  private static boolean orthonormal(double[] o) {
    double[] row = Arrays.copyOf(o, 3);
    double[] column = Arrays.copyOfRange(o, 3, 6);
    return Math.abs(Vectors.length(row) - 1) < 1e-2
        && Math.abs(Vectors.length(column) - 1) < 1e-2
        && Math.abs(Vectors.dot(row, column)) < 1e-2;
  }

  private static List<Object> stack(FunctionalGroups g, DicomFrames frames, int i) {
    DataSet d = g.dataSet();
    DataSet content = g.of(i, Tag.FRAME_CONTENT_SEQUENCE);
    DataSet echo = g.of(i, Tag.MR_ECHO_SEQUENCE);
    DataSet diffusion = g.of(i, Tag.MR_DIFFUSION_SEQUENCE);
    return List.of(
        d.texts(Tag.SERIES_INSTANCE_UID),
        d.texts(Tag.FRAME_OF_REFERENCE_UID),
        d.texts(Tag.IMAGE_TYPE),
        frames.width(),
        frames.height(),
        content.texts(Tag.STACK_ID),
        d.texts(Tag.ECHO_NUMBERS),
        d.texts(Tag.ECHO_TIME),
        Arrays.toString(echo.doubles(Tag.EFFECTIVE_ECHO_TIME)),
        Arrays.toString(diffusion.doubles(Tag.DIFFUSION_B_VALUE)));
  }

  private static double[] order(FunctionalGroups g, int i, Findings findings) {
    Tolerant content = new Tolerant(g.of(i, Tag.FRAME_CONTENT_SEQUENCE), findings);
    Tolerant d = new Tolerant(g.dataSet(), findings);
    return new double[] {
      content.number(Tag.TEMPORAL_POSITION_INDEX).orElse(0),
      d.number(Tag.TEMPORAL_POSITION_IDENTIFIER).orElse(0),
      d.number(Tag.TRIGGER_TIME).orElse(0),
      d.number(Tag.ACQUISITION_NUMBER).orElse(0),
      d.number(Tag.INSTANCE_NUMBER).orElse(0),
      i
    };
  }

  /** Whether another slice is of the same stack. */
  boolean sameStack(Slice other) {
    return stack.equals(other.stack)
        && close(row, other.row)
        && close(column, other.column)
        && close(spacing, other.spacing);
  }

  private static boolean close(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  /** The direction of the stack: along the rows times down the columns. */
  double[] normal() {
    return Vectors.cross(row, column);
  }

  /** How far along a direction the slice lies, mm. */
  double along(double[] direction) {
    return Vectors.dot(position, direction);
  }
}
