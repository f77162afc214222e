// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;

/**
 * The Image Pixel module (PS3.3 C.7.6.3): how samples lie in the pixel data.
 *
 * @param shape columns, rows, samples a pixel
 * @param frames declared number of frames
 * @param bitsAllocated bits from one sample to the next: 1, 8, 16 or 32
 * @param bitsStored bits of a sample that mean something
 * @param highBit the highest of them
 * @param signed whether they are two's complement
 * @param planar whether all of one component come before the next
 * @param photometric what the samples mean
 */
public record PixelLayout(
    FrameShape shape,
    int frames,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    boolean planar,
    Photometric photometric) {

  /** Reads and checks the module within limits. */
  public static PixelLayout of(DataSet d, DicomLimits limits, Findings findings) {
    Tolerant t = new Tolerant(d, findings);
    int samples = t.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
    Photometric photometric = photometric(d, samples, findings);
    FrameShape shape = new FrameShape(required(d, Tag.COLUMNS), required(d, Tag.ROWS), samples);
    long size = (long) shape.width() * shape.height() * samples;
    if (size > limits.frameSamples()) {
      String most = "at most " + limits.frameSamples() + " samples a frame";
      throw tooLarge(Tag.ROWS, most, size + "", "withFrameSamples");
    }
    int frames = frames(t);
    if (frames > limits.frames()) {
      String most = "at most " + limits.frames() + " frames";
      throw tooLarge(Tag.NUMBER_OF_FRAMES, most, frames + "", "withFrames");
    }
    if (isReal(d)) {
      return new PixelLayout(shape, frames, 32, 32, 31, true, false, photometric);
    }
    int allocated = required(d, Tag.BITS_ALLOCATED);
    if (allocated != 1 && allocated != 8 && allocated != 16 && allocated != 32) {
      throw bad(Tag.BITS_ALLOCATED, "1, 8, 16 or 32", allocated + "");
    }
    int stored = stored(t, allocated, findings);
    int high = high(t, allocated, stored, findings);
    boolean signed = t.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
    boolean planar = samples > 1 && t.integer(Tag.PLANAR_CONFIGURATION).orElse(0) == 1;
    return new PixelLayout(shape, frames, allocated, stored, high, signed, planar, photometric);
  }

  /** Whether the pixels are real numbers, in an attribute of their own. */
  static boolean isReal(DataSet d) {
    boolean there = d.has(Tag.FLOAT_PIXEL_DATA) || d.has(Tag.DOUBLE_FLOAT_PIXEL_DATA);
    return there && !d.has(Tag.PIXEL_DATA);
  }

  /** Absent in objects of one frame; some writers put 0 there. */
  private static int frames(Tolerant t) {
    int frames = t.integer(Tag.NUMBER_OF_FRAMES).orElse(1);
    if (frames < 1) {
      t.findings().add(Tag.NUMBER_OF_FRAMES, "not above 0; one frame taken");
    }
    return Math.max(1, frames);
  }

  private static DicomException tooLarge(Tag tag, String expected, String found, String option) {
    return new DicomException(
        tag.toString(),
        expected,
        found,
        "raise the limit by DicomLimits." + option + " if the file is trusted");
  }

  /** The same with samples taken as grey. */
  PixelLayout asGray() {
    return new PixelLayout(
        shape, frames, bitsAllocated, bitsStored, highBit, signed, planar, Photometric.MONOCHROME2);
  }

  private static Photometric photometric(DataSet d, int samples, Findings findings) {
    Photometric given =
        d.text(Tag.PHOTOMETRIC_INTERPRETATION).flatMap(Photometric::of).orElse(null);
    if (samples != 1 && samples != 3) {
      throw bad(Tag.SAMPLES_PER_PIXEL, "1 or 3", samples + "");
    }
    if (given == null || given.samples() != samples) {
      findings.add(
          Tag.PHOTOMETRIC_INTERPRETATION, "absent, unknown or not of the samples; guessed");
      return samples == 1 ? Photometric.MONOCHROME2 : Photometric.RGB;
    }
    return given;
  }

  private static int stored(Tolerant d, int allocated, Findings findings) {
    int stored = d.integer(Tag.BITS_STORED).orElse(allocated);
    if (stored < 1 || stored > allocated) {
      findings.add(Tag.BITS_STORED, "not within the allocated bits; all of them taken");
      return allocated;
    }
    return stored;
  }

  private static int high(Tolerant d, int allocated, int stored, Findings findings) {
    int high = d.integer(Tag.HIGH_BIT).orElse(stored - 1);
    if (high < stored - 1 || high >= allocated) {
      findings.add(Tag.HIGH_BIT, "does not fit the stored bits; the low ones taken");
      return stored - 1;
    }
    return high;
  }

  private static int required(DataSet d, Tag tag) {
    return d.integer(tag).orElseThrow(() -> bad(tag, "a value", "none"));
  }

  private static DicomException bad(Tag tag, String expected, String found) {
    return new DicomException(tag.toString(), expected, found, "give an object with an image");
  }

  /** Whether chroma is halved along the lines of uncompressed data. */
  boolean halvedChroma() {
    return photometric == Photometric.YBR_FULL_422 || photometric == Photometric.YBR_PARTIAL_422;
  }

  /** Bits of one uncompressed frame; the next one begins right behind, within a byte if need be. */
  long frameBits() {
    long samples = halvedChroma() ? (long) shape.width() * shape.height() * 2 : shape.samples();
    return samples * bitsAllocated;
  }

  /** The least stored value. */
  public int min() {
    return signed ? -(1 << (bitsStored - 1)) : 0;
  }

  /** The number of stored values, for up to 16 bits. */
  public int values() {
    return 1 << bitsStored;
  }
}
