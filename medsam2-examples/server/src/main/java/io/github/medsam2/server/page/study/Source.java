// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.batch.input.CineInput;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.image.Image;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.image.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the frames come from, and what is known of them beside their pixels; nothing of the
 * patient. Immutable, thread-safe; open until its session ends.
 */
public final class Source implements AutoCloseable {
  private static final Duration UNKNOWN_TIME = Duration.ofMillis(67);

  private final Picture picture;
  private final Received.Kind kind;
  private final Samples samples;
  private final List<Path> files;
  private final long beside;
  private final @Nullable CineInput cine;

  private Source(
      Picture picture,
      Received.Kind kind,
      Samples samples,
      List<Path> files,
      long beside,
      @Nullable CineInput cine) {
    this.picture = picture;
    this.kind = kind;
    this.samples = samples;
    this.files = files;
    this.beside = beside;
    this.cine = cine;
  }

  /**
   * Opens what a user sent, which stays where it is.
   *
   * @param files one, or the DICOM slices of a volume
   * @param window how grey values are chosen where the file says nothing
   * @param most bytes it may take
   */
  public static Source open(List<Path> files, String window, long most) throws IOException {
    Received read = Received.open(files, window, most);
    if (read.kind() == Received.Kind.CINE) {
      return cine(read.picture(), files);
    }
    Samples eight = Samples.of(read.picture().frames(2));
    Samples samples = read.volume().flatMap(VolumeSamples::of).orElse(eight);
    long beside = samples == eight ? 0 : read.volume().map(VolumeSamples::bytes).orElse(0L);
    return new Source(read.picture(), read.kind(), samples, files, beside, null);
  }

  private static Source cine(Picture picture, List<Path> files) {
    CineInput cine = CineInput.open(files.get(0));
    boolean whole = false;
    try {
      Samples samples =
          cine.file().flatMap(StoredSamples::of).orElseGet(() -> Samples.of(picture.frames(2)));
      Source source = new Source(picture, Received.Kind.CINE, samples, files, 0, cine);
      whole = true;
      return source;
    } finally {
      if (!whole) {
        cine.close();
      }
    }
  }

  /** A picture of which nothing else was kept. */
  public static Source of(Picture picture) {
    Received.Kind kind = picture.size().depth() > 1 ? Received.Kind.CINE : Received.Kind.PICTURE;
    return new Source(picture, kind, Samples.of(picture.frames(2)), List.of(), 0, null);
  }

  /** What the network sees. */
  public Picture picture() {
    return picture;
  }

  /** What it is. */
  public Received.Kind kind() {
    return kind;
  }

  /** What the browser is sent. */
  public Samples samples() {
    return samples;
  }

  /** Bytes it holds beside the picture. */
  public long beside() {
    return beside;
  }

  /** Columns. */
  public int width() {
    return picture.size().width();
  }

  /** Rows. */
  public int height() {
    return picture.size().height();
  }

  /** Frames, or slices. */
  public int count() {
    return picture.size().depth();
  }

  /** A frame as the network sees it, in grey. */
  public Image grey(int frame) {
    return picture.frames(2).frame(frame).toGray();
  }

  /** The files as they were sent; none after a restart. */
  public List<Path> files() {
    return files;
  }

  /** The DICOM file of a cine. */
  public Optional<DicomFile> dicom() {
    return Optional.ofNullable(cine).flatMap(CineInput::file);
  }

  /** How long a frame is shown. */
  public Duration frameTime() {
    return cine == null ? UNKNOWN_TIME : cine.frameTime();
  }

  /** What a pixel measures in the patient, as far as the file tells. */
  public Calibration calibration() {
    return cine == null ? new Calibration.None() : cine.calibration();
  }

  /** How a frame is seen, where the file tells it. */
  public Optional<ViewAngle> view(int frame) {
    return Optional.ofNullable(cine).flatMap(c -> c.view(frame));
  }

  /** What the file says of itself, in words. */
  public List<String> lines() {
    return cine == null ? List.of() : cine.lines(0);
  }

  @Override
  public void close() {
    if (cine != null) {
      cine.close();
    }
  }
}
