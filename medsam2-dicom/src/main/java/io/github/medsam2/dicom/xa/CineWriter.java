// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Element;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.pixel.EncodedFrames;
import io.github.medsam2.dicom.pixel.Photometric;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a cine as a multi-frame X-ray angiographic or ultrasound image, for phantoms and tests:
 * what {@link CineClip} reads. Frames are pulled and encoded one at a time as the file is written,
 * so memory does not grow with their number.
 *
 * <pre>{@code
 * CineWriter.xa(frames, 66.7)
 *     .bitsStored(10)
 *     .geometry(new XaGeometry(views, OptionalDouble.of(1000), OptionalDouble.of(750), none))
 *     .spacing(new PixelSpacing(0.3, 0.3, SpacingSource.DETECTOR))
 *     .write(path);
 * }</pre>
 *
 * Patient, study and dates are empty and all UIDs new, unless {@link #with} says otherwise. Frame
 * numbers are 0-based here, 1-based in DICOM. Not thread-safe; files are written whole or not at
 * all.
 */
public final class CineWriter {
  private final Kind kind;
  private final FrameSource frames;
  private final List<PixelSpacing> spacings = new ArrayList<>();
  private final List<MaskSubtraction> subtractions = new ArrayList<>();
  private final DataSetBuilder own = DataSet.builder();
  private DataSet other = DataSet.empty();
  private TransferSyntax syntax = TransferSyntax.EXPLICIT_LITTLE;
  private PixelIntensity intensity = PixelIntensity.DISP;
  private int bitsStored = 8;

  private enum Kind {
    XA,
    ULTRASOUND
  }

  private CineWriter(Kind kind, FrameSource frames, double frameTime) {
    this.kind = kind;
    this.frames = frames;
    CineTimes.constant(own, frameTime);
  }

  /**
   * A writer of an X-ray angiographic cine.
   *
   * @param frames grey frames of whole numbers within the bits stored
   * @param frameTime milliseconds from one frame to the next, above 0
   */
  public static CineWriter xa(FrameSource frames, double frameTime) {
    return new CineWriter(Kind.XA, frames, frameTime);
  }

  /**
   * A writer of an ultrasound cine.
   *
   * @param frames 8-bit frames, grey or RGB
   * @param frameTime milliseconds from one frame to the next, above 0
   */
  public static CineWriter ultrasound(FrameSource frames, double frameTime) {
    return new CineWriter(Kind.ULTRASOUND, frames, frameTime);
  }

  /** Bits that hold a sample: 8, 10, 12 or 16, as X-ray images may have. Ultrasound has 8. */
  public CineWriter bitsStored(int bits) {
    boolean allowed = bits == 8 || (kind == Kind.XA && (bits == 10 || bits == 12 || bits == 16));
    if (!allowed) {
      throw new InvalidInputException(
          "bits stored",
          kind == Kind.XA ? "8, 10, 12 or 16" : "8",
          Integer.toString(bits),
          "scale the frames");
    }
    bitsStored = bits;
    return this;
  }

  /** Explicit little endian (the default), RLE, or JPEG lossless of first-order prediction. */
  public CineWriter syntax(TransferSyntax syntax) {
    this.syntax = syntax;
    return this;
  }

  /** When each frame was taken, in ascending milliseconds, instead of a constant frame time. */
  public CineWriter frameTimes(double... milliseconds) {
    CineTimes.vector(own, milliseconds, frames.count());
    return this;
  }

  /** Where source and detector stood; one view stands for all frames. X-ray only. */
  public CineWriter geometry(XaGeometry geometry) {
    requireXa("geometry");
    GeometryAttributes.add(own, geometry, frames.count());
    return this;
  }

  /**
   * The spacing of pixels; one of the detector and one in the patient may both be given. An
   * estimate at the isocentre is written as what it is made from: the detector's spacing, and the
   * geometry.
   */
  public CineWriter spacing(PixelSpacing spacing) {
    spacings.add(spacing);
    return this;
  }

  /** Frames at which an R wave was seen. */
  public CineWriter rWaves(int... frameNumbers) {
    int[] oneBased = new int[frameNumbers.length];
    for (int i = 0; i < oneBased.length; i++) {
      if (frameNumbers[i] < 0 || frameNumbers[i] >= frames.count()) {
        throw new InvalidInputException(
            "R wave", "a frame of the cine", frameNumbers[i] + "", "count frames from 0");
      }
      oneBased[i] = frameNumbers[i] + 1;
    }
    own.ints(Tag.R_WAVE_POINTER, oneBased);
    return this;
  }

  /** How stored values relate to the beam; DISP unless said. X-ray only. */
  public CineWriter intensity(PixelIntensity intensity) {
    requireXa("pixel intensity relationship");
    this.intensity = intensity;
    return this;
  }

  /** What was exposed. X-ray only. */
  public CineWriter shutter(Shutter shutter) {
    requireXa("shutter");
    shutter.addTo(own);
    return this;
  }

  /** How a mask is to be subtracted; several may be given. X-ray only. */
  public CineWriter subtraction(MaskSubtraction subtraction) {
    requireXa("mask subtraction");
    subtractions.add(subtraction);
    return this;
  }

  /** Attributes to add, or to replace: patient, study, series, device, dates, UIDs. */
  public CineWriter with(DataSet attributes) {
    other = attributes;
    return this;
  }

  private void requireXa(String what) {
    if (kind != Kind.XA) {
      throw new InvalidInputException(what, "an X-ray cine", "ultrasound", "leave it out");
    }
  }

  /** Writes the file, replacing an existing one. */
  public void write(Path file) {
    DicomWriter.of(syntax).write(file, dataSet());
  }

  /** Writes to a stream, which is not closed. */
  public void write(OutputStream out) {
    DicomWriter.of(syntax).write(out, dataSet());
  }

  private DataSet dataSet() {
    DataSetBuilder d = DataSet.builder();
    boolean color = kind == Kind.ULTRASOUND && frames.frame(0).channels() == 3;
    if (kind == Kind.XA) {
      CineModules.xa(d);
      intensity.addTo(d, bitsStored);
    } else {
      CineModules.ultrasound(d, color);
    }
    own.build().forEach(d::element);
    for (PixelSpacing spacing : spacings) {
      SpacingAttributes.add(d, spacing, kind == Kind.XA, frames);
    }
    if (!subtractions.isEmpty()) {
      List<DataSet> items = subtractions.stream().map(MaskSubtraction::toItem).toList();
      d.items(Tag.MASK_SUBTRACTION_SEQUENCE, items).text(Tag.RECOMMENDED_VIEWING_MODE, "NAT");
    }
    new EncodedFrames(frames, bitsStored, false, syntax).addTo(d, color, Photometric.MONOCHROME2);
    for (Element e : other) {
      d.element(e);
    }
    return d.build();
  }
}
