// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

/** Where a pixel spacing comes from, and so what a length measured with it is worth. */
public enum SpacingSource {
  /** Calibrated by the user with a known object, such as a catheter. */
  USER_CALIBRATED(true),
  /** In the patient, calibrated by geometry or a known object, as the file says. */
  PATIENT(true),
  /** In the patient, but the file does not say how it was found. */
  PATIENT_UNSPECIFIED(true),
  /** Of an ultrasound region, from its physical deltas. */
  ULTRASOUND_REGION(true),
  /** At the detector, divided by the magnification: right only near the isocentre. */
  ESTIMATED_AT_ISOCENTRE(true),
  /** At the detector: no length in the patient. */
  DETECTOR(false);

  private final boolean inPatient;

  SpacingSource(boolean inPatient) {
    this.inPatient = inPatient;
  }

  /** Whether millimetres of this spacing are millimetres in the patient. */
  public boolean inPatient() {
    return inPatient;
  }
}
