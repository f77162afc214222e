// SPDX-License-Identifier: Apache-2.0
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
 * @param place where its plane lies
 * @param thickness what the object says of the distance to the next slice, 1 where nothing
 * @param stack what must be equal for slices to be of one stack
 * @param order sorts slices of one position: time, then number
 */
record Slice(
    DataSet dataSet,
    DicomFrames frames,
    int frame,
    Place place,
    double thickness,
    List<Object> stack,
    double[] order) {
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
    Optional<Place> place = Place.of(g, i, findings);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    Tolerant measures = new Tolerant(g.of(i, Tag.PIXEL_MEASURES_SEQUENCE), findings);
    double thickness =
        measures
            .positive(Tag.SPACING_BETWEEN_SLICES)
            .orElse(measures.positive(Tag.SLICE_THICKNESS).orElse(1));
    return Optional.of(
        new Slice(
            d, frames, i, place.get(), thickness, stack(g, frames, i), order(g, i, findings)));
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
    return stack.equals(other.stack) && place.isParallel(other.place);
  }

  /** The direction of the stack: along the rows times down the columns. */
  double[] normal() {
    return place.normal();
  }

  /** How far along a direction the slice lies, mm. */
  double along(double[] direction) {
    return place.along(direction);
  }
}
