// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import java.util.OptionalDouble;

/**
 * How much larger the detector sees what lies at the patient's place, and the distances it comes
 * from. What cannot be is a finding and is left out: no millimetre is made of it.
 *
 * @param sourceToDetector mm
 * @param sourceToPatient mm, less than that to the detector
 * @param factor their ratio, as the object says it or computed; above 1
 */
record Magnification(
    OptionalDouble sourceToDetector, OptionalDouble sourceToPatient, OptionalDouble factor) {
  /** A patient lies between source and detector, and not in the tube. */
  private static final double GREATEST = 5;

  /** What rounding and a patient beside the isocentre explain. */
  private static final double EQUAL = 0.01;

  /** Beyond this the object contradicts itself. */
  private static final double CONTRADICTION = 0.2;

  private static final double NEAREST_DETECTOR = 300;
  private static final double NEAREST_PATIENT = 100;
  private static final double FARTHEST = 5000;
  private static final OptionalDouble NONE = OptionalDouble.empty();

  /** Whether an object in a patient can be magnified so. */
  static boolean isPossible(double factor) {
    return factor > 1 && factor <= GREATEST;
  }

  static Magnification of(Tolerant t) {
    String why = "no distance in mm that an X-ray system has";
    OptionalDouble detector =
        t.within(Tag.DISTANCE_SOURCE_TO_DETECTOR, NEAREST_DETECTOR, FARTHEST, why);
    OptionalDouble patient =
        t.within(Tag.DISTANCE_SOURCE_TO_PATIENT, NEAREST_PATIENT, FARTHEST, why);
    if (patient.isEmpty()) {
      patient = t.within(Tag.DISTANCE_SOURCE_TO_ISOCENTER, NEAREST_PATIENT, FARTHEST, why);
    }
    OptionalDouble said = said(t);
    if (detector.isEmpty() || patient.isEmpty()) {
      return new Magnification(detector, patient, said);
    }
    double ratio = detector.getAsDouble() / patient.getAsDouble();
    if (!isPossible(ratio)) {
      t.findings()
          .add(
              Tag.DISTANCE_SOURCE_TO_PATIENT,
              "the patient not between source and detector; neither distance used");
      return new Magnification(NONE, NONE, said);
    }
    return new Magnification(detector, patient, factor(said, ratio, t.findings()));
  }

  private static OptionalDouble said(Tolerant t) {
    OptionalDouble said = t.positive(Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR);
    if (said.isPresent() && !isPossible(said.getAsDouble())) {
      t.findings()
          .add(
              Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR,
              "not above 1 and at most 5, as a magnification is; not used");
      return NONE;
    }
    return said;
  }

  private static OptionalDouble factor(OptionalDouble said, double ratio, Findings findings) {
    if (said.isEmpty()) {
      return OptionalDouble.of(ratio);
    }
    double difference = Math.abs(said.getAsDouble() / ratio - 1);
    if (difference > CONTRADICTION) {
      findings.add(
          Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR,
          "differs from the ratio of the distances by more than 20 %; neither used");
      return NONE;
    }
    if (difference > EQUAL) {
      findings.add(
          Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR,
          "differs from the ratio of the distances by more than 1 %; taken as it is");
    }
    return said;
  }
}
