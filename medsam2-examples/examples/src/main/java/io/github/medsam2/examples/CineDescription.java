// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.xa.CineClip;
import io.github.medsam2.dicom.xa.PixelSpacing;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a cine says of itself, and what that is worth; nothing of the patient. */
record CineDescription(DicomFile file, CineClip clip) {

  List<String> lines(int prompted) {
    FrameSource frames = clip.frames();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d frames of %dx%d pixels, %s, times from %s",
            frames.count(),
            frames.width(),
            frames.height(),
            file.transferSyntax().label(),
            clip.timeSource()));
    String view = clip.geometry().view(prompted).map(ViewAngle::render).orElse("not said");
    lines.add("view of frame " + (prompted + 1) + ": " + view);
    lines.add(clip.spacing().map(CineDescription::spacing).orElse("spacing: none, only pixels"));
    clip.findings().stream().map(Finding::toString).map("note: "::concat).forEach(lines::add);
    return lines;
  }

  private static String spacing(PixelSpacing s) {
    String worth =
        switch (s.source()) {
          case USER_CALIBRATED, PATIENT -> "calibrated in the patient";
          case PATIENT_UNSPECIFIED -> "in the patient, but not said how it was found";
          case ULTRASOUND_REGION -> "of the ultrasound region";
          case ESTIMATED_AT_ISOCENTRE -> "detector over magnification: right near the isocentre";
          case DETECTOR -> "at the detector: no lengths in the patient";
        };
    return String.format(
        Locale.ROOT, "spacing: %.4f x %.4f mm, %s (%s)", s.row(), s.column(), s.source(), worth);
  }

  /** Square millimetres in the patient of so many pixels; empty text where nobody knows. */
  String area(int pixels) {
    return clip.spacing()
        .filter(s -> s.source().inPatient())
        .map(s -> String.format(Locale.ROOT, " (%.1f mm2)", pixels * s.row() * s.column()))
        .orElse("");
  }
}
