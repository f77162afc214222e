// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.input;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.xa.CineClip;
import io.github.medsam2.dicom.xa.PixelSpacing;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.io.FrameFolder;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.dicom.CineCalibration;
import io.github.medsam2.qca.measure.Calibration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Frames in time: a DICOM cine, or a folder of pictures. Says nothing of the patient. */
public final class CineInput implements AutoCloseable {
  private static final Duration UNKNOWN_TIME = Duration.ofMillis(67);

  private final @Nullable DicomFile file;
  private final @Nullable CineClip clip;
  private final FrameSource frames;

  private CineInput(@Nullable DicomFile file, @Nullable CineClip clip, FrameSource frames) {
    this.file = file;
    this.clip = clip;
    this.frames = frames;
  }

  /** Opens a DICOM file, or a folder of PNG or JPEG files of one size. */
  public static CineInput open(Path path) {
    if (Files.isDirectory(path)) {
      return new CineInput(null, null, FrameFolder.open(path));
    }
    DicomFile file = DicomFile.open(path);
    try {
      requireImage(file);
      CineClip clip = file.cine();
      return new CineInput(file, clip, clip.frames());
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Refuses masks, which are pixels too. */
  static void requireImage(DicomFile file) {
    String modality = file.dataSet().text(Tag.MODALITY).orElse("");
    if (modality.equals("SEG") || modality.equals("SR")) {
      throw new InvalidInputException(
          "DICOM file", "an image", "modality " + modality, "give the image that it refers to");
    }
  }

  /** The frames, 8 bits. */
  public FrameSource frames() {
    return frames;
  }

  /** The DICOM file, if it is one. */
  public Optional<DicomFile> file() {
    return Optional.ofNullable(file);
  }

  /** The view of a frame from 0, where the file tells it. */
  public Optional<ViewAngle> view(int frame) {
    return Optional.ofNullable(clip).flatMap(c -> c.geometry().view(frame));
  }

  /** What a pixel measures in the patient, as far as the file tells. */
  public Calibration calibration() {
    return clip == null ? new Calibration.None() : CineCalibration.of(clip);
  }

  /** How long a frame is shown. */
  public Duration frameTime() {
    double[] times = clip == null ? new double[0] : clip.frameTimes();
    double whole = times.length < 2 ? 0 : times[times.length - 1] - times[0];
    return whole > 0
        ? Duration.ofNanos(Math.round(whole / (times.length - 1) * 1e6))
        : UNKNOWN_TIME;
  }

  /** What the file says of itself, and what that is worth. */
  public List<String> lines(int prompted) {
    List<String> lines = new ArrayList<>();
    String size =
        String.format(
            Locale.ROOT,
            "%d frames of %dx%d pixels",
            frames.count(),
            frames.width(),
            frames.height());
    if (file == null || clip == null) {
      return List.of(size + ", pictures of a folder: no times, no view, no spacing");
    }
    lines.add(size + ", " + file.transferSyntax().label() + ", times from " + clip.timeSource());
    String view = view(prompted).map(ViewAngle::render).orElse("not said");
    lines.add("view of frame " + (prompted + 1) + ": " + view);
    lines.add(clip.spacing().map(CineInput::spacing).orElse("spacing: none, only pixels"));
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

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
