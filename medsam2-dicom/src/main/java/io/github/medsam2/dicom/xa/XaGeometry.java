// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where source and detector stood (PS3.3 C.8.7.5). Everything may be absent.
 *
 * @param views the direction of each frame, or an empty list
 * @param sourceToDetector mm
 * @param sourceToPatient mm; to the isocentre in enhanced objects
 * @param magnification sourceToDetector / sourceToPatient, as the file says it or computed; absent
 *     where what it says cannot be
 */
public record XaGeometry(
    List<ViewAngle> views,
    OptionalDouble sourceToDetector,
    OptionalDouble sourceToPatient,
    OptionalDouble magnification) {

  /** Copies the list. */
  public XaGeometry {
    views = List.copyOf(views);
  }

  /** The direction of a frame, 0-based. */
  public Optional<ViewAngle> view(int frame) {
    return frame < views.size() ? Optional.of(views.get(frame)) : Optional.empty();
  }

  static XaGeometry of(DataSet d, int frames, Findings findings) {
    FunctionalGroups groups = new FunctionalGroups(d);
    Tolerant t = new Tolerant(groups.of(0, Tag.XRAY_GEOMETRY_SEQUENCE), findings);
    Magnification m = Magnification.of(t);
    return new XaGeometry(
        views(groups, frames, findings), m.sourceToDetector(), m.sourceToPatient(), m.factor());
  }

  private static List<ViewAngle> views(FunctionalGroups groups, int frames, Findings findings) {
    Tolerant first = new Tolerant(groups.of(0, Tag.POSITIONER_POSITION_SEQUENCE), findings);
    OptionalDouble primary = first.number(Tag.POSITIONER_PRIMARY_ANGLE);
    OptionalDouble secondary = first.number(Tag.POSITIONER_SECONDARY_ANGLE);
    if (primary.isEmpty() || secondary.isEmpty()) {
      if (primary.isPresent() != secondary.isPresent()) {
        findings.add(Tag.POSITIONER_PRIMARY_ANGLE, "one angle without the other; no view");
      }
      return List.of();
    }
    double[] primaries;
    double[] secondaries;
    if (groups.isEnhanced()) {
      primaries = perFrame(groups, Tag.POSITIONER_PRIMARY_ANGLE, frames, findings);
      secondaries = perFrame(groups, Tag.POSITIONER_SECONDARY_ANGLE, frames, findings);
    } else {
      primaries = moved(first, Tag.POSITIONER_PRIMARY_ANGLE_INCREMENT, primary, frames);
      secondaries = moved(first, Tag.POSITIONER_SECONDARY_ANGLE_INCREMENT, secondary, frames);
    }
    return pair(primaries, secondaries, findings);
  }

  private static List<ViewAngle> pair(double[] primaries, double[] secondaries, Findings findings) {
    List<ViewAngle> views = new ArrayList<>(primaries.length);
    for (int i = 0; i < primaries.length; i++) {
      // Written so that NaN, a frame without an angle, fails too.
      if (!(Math.abs(primaries[i]) <= 180 && Math.abs(secondaries[i]) <= 90)) {
        findings.add(Tag.POSITIONER_PRIMARY_ANGLE, "not an angle for every frame; not used");
        return List.of();
      }
      views.add(ViewAngle.of(primaries[i], secondaries[i]));
    }
    return views;
  }

  private static double[] perFrame(
      FunctionalGroups groups, Tag angle, int frames, Findings findings) {
    double[] out = new double[frames];
    for (int i = 0; i < frames; i++) {
      DataSet d = groups.of(i, Tag.POSITIONER_POSITION_SEQUENCE);
      out[i] = new Tolerant(d, findings).number(angle).orElse(Double.NaN);
    }
    return out;
  }

  /**
   * One increment is a constant step; as many as frames are offsets from the first angle, not steps
   * to be summed (C.8.7.5.1.3).
   */
  private static double[] moved(Tolerant d, Tag tag, OptionalDouble start, int frames) {
    double[] out = new double[frames];
    Arrays.fill(out, start.getAsDouble());
    boolean moves = d.dataSet().says(Tag.POSITIONER_MOTION, "DYNAMIC");
    double[] increments = moves ? d.doubles(tag) : new double[0];
    if (increments.length != 0 && increments.length != 1 && increments.length != frames) {
      d.findings().add(tag, "neither one value nor one a frame; not used");
      return out;
    }
    for (int i = 0; i < frames && increments.length > 0; i++) {
      out[i] += increments.length == 1 ? i * increments[0] : increments[i];
    }
    return out;
  }
}
