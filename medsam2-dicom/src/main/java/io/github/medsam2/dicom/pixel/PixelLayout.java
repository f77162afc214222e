// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.ReadLimits;
import io.github.medsam2.dicom.data.Tag;
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
  public static PixelLayout of(DataSet d, ReadLimits limits, Findings findings) {
    int samples = d.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
    Photometric photometric = photometric(d, samples, findings);
    FrameShape shape = new FrameShape(required(d, Tag.COLUMNS), required(d, Tag.ROWS), samples);
    if ((long) shape.width() * shape.height() * samples > limits.frameSamples()) {
      throw bad(Tag.ROWS, "at most " + limits.frameSamples() + " samples a frame", "more");
    }
    int frames = d.integer(Tag.NUMBER_OF_FRAMES).orElse(1);
    if (frames < 1 || frames > limits.frames()) {
      throw bad(Tag.NUMBER_OF_FRAMES, "1 to " + limits.frames() + " frames", frames + "");
    }
    int allocated = required(d, Tag.BITS_ALLOCATED);
    if (allocated != 1 && allocated != 8 && allocated != 16 && allocated != 32) {
      throw bad(Tag.BITS_ALLOCATED, "1, 8, 16 or 32", allocated + "");
    }
    int stored = stored(d, allocated, findings);
    int high = high(d, allocated, stored, findings);
    boolean signed = d.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
    boolean planar = samples > 1 && d.integer(Tag.PLANAR_CONFIGURATION).orElse(0) == 1;
    return new PixelLayout(shape, frames, allocated, stored, high, signed, planar, photometric);
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

  private static int stored(DataSet d, int allocated, Findings findings) {
    int stored = d.integer(Tag.BITS_STORED).orElse(allocated);
    if (stored < 1 || stored > allocated) {
      findings.add(Tag.BITS_STORED, "not within the allocated bits; all of them taken");
      return allocated;
    }
    return stored;
  }

  private static int high(DataSet d, int allocated, int stored, Findings findings) {
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
