// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.dicom.pixel.RenderedFrames;
import io.github.medsam2.dicom.pixel.Voi;
import io.github.medsam2.image.FrameSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A cine of X-ray angiography, fluoroscopy or ultrasound: frames with their times, geometry and
 * spacing. Every attribute may be absent, and a malformed one is a finding and counts as absent.
 *
 * <p>Frame numbers are 0-based here, 1-based in DICOM. Frames are read from the object, which must
 * stay open. Thread-safe.
 */
public final class CineClip {

  /** What frame times come from. */
  public enum TimeSource {
    FRAME_TIME,
    FRAME_TIME_VECTOR,
    FRAME_DATE_TIME,
    /** A rate to show the frames at; the frames may have been taken at another. */
    DISPLAY_RATE,
    NONE
  }

  private final DataSet dataSet;
  private final DicomFrames frames;
  private final RenderedFrames rendered;
  private final FrameTimes times;
  private final XaGeometry geometry;
  private final Optional<PixelSpacing> spacing;
  private final List<MaskSubtraction> subtractions;
  private final Optional<Shutter> shutter;
  private final List<UltrasoundRegion> regions;
  private final int[] rWaves;
  private final List<Finding> findings;

  private CineClip(DicomObject object, DicomFrames frames) {
    Findings found = new Findings();
    found.addAll(object.findings());
    found.addAll(frames.findings());
    rendered = RenderedFrames.of(frames, object.dataSet());
    found.addAll(rendered.findings());
    this.dataSet = object.dataSet();
    this.frames = frames;
    int declared = frames.layout().frames();
    times = FrameTimes.of(dataSet, declared, found);
    geometry = XaGeometry.of(dataSet, declared, found);
    spacing = PixelSpacing.of(dataSet, geometry, found);
    PixelAspect.check(dataSet, spacing, found);
    subtractions = MaskSubtraction.of(dataSet, frames.count(), found);
    shutter = Shutter.of(dataSet, found);
    regions = UltrasoundRegion.of(dataSet, found);
    rWaves = numbers(new Tolerant(dataSet, found).ints(Tag.R_WAVE_POINTER), declared);
    findings = found.list();
  }

  private static int[] numbers(int[] oneBased, int frames) {
    return Arrays.stream(oneBased).map(n -> n - 1).filter(n -> n >= 0 && n < frames).toArray();
  }

  /** The cine of an object. */
  public static CineClip of(DicomObject object, DicomLimits limits) {
    return new CineClip(object, DicomFrames.of(object, limits));
  }

  /** Frames to look at and to segment, 8 bits, as the object wants them shown. */
  public FrameSource frames() {
    return rendered;
  }

  /** Frames through a window of the caller's choice. */
  public FrameSource frames(Voi voi) {
    return RenderedFrames.of(frames, dataSet, voi);
  }

  /** Frames with their stored values, for measuring. */
  public DicomFrames storedFrames() {
    return frames;
  }

  /**
   * Frames minus their mask, 32-bit grey. Segmentation is trained on native frames: use this only
   * by choice.
   */
  public FrameSource subtractedFrames() {
    if (subtractions.isEmpty() || !frames.layout().photometric().isGray()) {
      throw new DicomException(
          Tag.MASK_SUBTRACTION_SEQUENCE.toString(),
          "a mask for grey frames",
          "none",
          "use the native frames");
    }
    boolean linear = dataSet.says(Tag.PIXEL_INTENSITY_RELATIONSHIP, "LIN");
    return SubtractedFrames.of(frames, subtractions, linear);
  }

  /** Milliseconds since the start, one a declared frame, or none; a copy. */
  public double[] frameTimes() {
    return times.milliseconds().clone();
  }

  /** What the frame times come from. */
  public TimeSource timeSource() {
    return times.source();
  }

  /** Where source and detector stood. */
  public XaGeometry geometry() {
    return geometry;
  }

  /** The pixel spacing with its provenance; without one, lengths are pixels. */
  public Optional<PixelSpacing> spacing() {
    return spacing;
  }

  /** How masks are to be subtracted. */
  public List<MaskSubtraction> subtractions() {
    return subtractions;
  }

  /** What was exposed. */
  public Optional<Shutter> shutter() {
    return shutter;
  }

  /** The regions of an ultrasound image, each with its own scale. */
  public List<UltrasoundRegion> regions() {
    return regions;
  }

  /** Frames at which an R wave was seen; a copy. */
  public int[] rWaves() {
    return rWaves.clone();
  }

  /** Which plane of a biplane run this is: A or B. */
  public Optional<String> plane() {
    List<String> type = dataSet.terms(Tag.IMAGE_TYPE);
    boolean biplane = type.size() > 2 && type.get(2).matches("BIPLANE.+");
    return biplane ? Optional.of(type.get(2).substring(7)) : Optional.empty();
  }

  /** What was wrong with the object and worked around. */
  public List<Finding> findings() {
    return findings;
  }
}
