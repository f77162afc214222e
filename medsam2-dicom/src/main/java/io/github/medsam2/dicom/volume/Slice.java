// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.dicom.pixel.Modality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One frame with its place in the patient.
 *
 * @param dataSet its object
 * @param frames the frames of its object
 * @param frame its index there
 * @param place where its plane lies
 * @param thickness what the object says of the distance to the next slice, mm
 * @param stack what must be equal for slices to be of one stack
 * @param order sorts slices of one position: time, then number
 */
record Slice(
    DataSet dataSet,
    DicomFrames frames,
    int frame,
    Place place,
    OptionalDouble thickness,
    List<Object> stack,
    double[] order) {
  /** Slices of one object; more are no stack that a volume could be made of. */
  private static final int MOST = 65_535;

  /**
   * The slices of an object; frames without a place are left out with a finding.
   *
   * @param name of the object, in findings
   */
  static List<Slice> of(DicomObject object, String name, Findings findings) {
    DataSet d = object.dataSet();
    DicomFrames frames = DicomFrames.of(object, object.limits());
    findings.addAll(object.findings());
    findings.addAll(frames.findings());
    if (!frames.layout().photometric().isGray()) {
      findings.add(Tag.PHOTOMETRIC_INTERPRETATION, name + " is a colour object; left out");
      return List.of();
    }
    if (frames.count() > MOST) {
      findings.add(Tag.NUMBER_OF_FRAMES, name + " has more than " + MOST + " frames; left out");
      return List.of();
    }
    List<Slice> out = new ArrayList<>();
    for (int i = 0; i < frames.count(); i++) {
      of(d, frames, i, findings).ifPresent(out::add);
    }
    if (out.size() < frames.count()) {
      findings.add(
          Tag.IMAGE_POSITION_PATIENT,
          name
              + " has "
              + (frames.count() - out.size())
              + " slices without a place, for which position, orientation and pixel spacing are"
              + " needed; left out");
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
    OptionalDouble thickness = measured(measures, Tag.SPACING_BETWEEN_SLICES);
    if (thickness.isEmpty()) {
      thickness = measured(measures, Tag.SLICE_THICKNESS);
    }
    Modality.of(d, frames.layout(), i, findings);
    return Optional.of(
        new Slice(
            d,
            frames,
            i,
            place.get(),
            thickness,
            stack(g, frames, i, findings),
            order(g, i, findings)));
  }

  private static OptionalDouble measured(Tolerant d, Tag tag) {
    return d.within(tag, 1e-3, 100, "no distance of slices in mm");
  }

  private static List<Object> stack(
      FunctionalGroups g, DicomFrames frames, int i, Findings findings) {
    DataSet d = g.dataSet();
    DataSet content = g.of(i, Tag.FRAME_CONTENT_SEQUENCE);
    Tolerant echo = new Tolerant(g.of(i, Tag.MR_ECHO_SEQUENCE), findings);
    Tolerant diffusion = new Tolerant(g.of(i, Tag.MR_DIFFUSION_SEQUENCE), findings);
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
