// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.PulledFrames;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;

/**
 * Frames on their way into an object: the Image Pixel module (PS3.3 C.7.6.3) and pixel data that
 * are pulled from the source and encoded one frame at a time while the file is written.
 *
 * @param frames grey frames of whole numbers, or 8-bit RGB ones
 * @param bitsStored bits that hold a grey sample, 1 to 16; 8 for RGB. Up to 8 unsigned bits are
 *     written in 8, more in 16
 * @param signed whether grey samples may be negative
 * @param syntax explicit little endian, RLE, or JPEG lossless of first-order prediction
 */
public record EncodedFrames(
    FrameSource frames, int bitsStored, boolean signed, TransferSyntax syntax) {
  private static final int LONGEST_SIDE = 65535;

  /** Checks count, size, bits and syntax. */
  public EncodedFrames {
    int longest = Math.max(frames.width(), frames.height());
    int shortest = Math.min(frames.width(), frames.height());
    if (frames.count() < 1 || shortest < 1 || longest > LONGEST_SIDE) {
      throw new InvalidInputException(
          "frames to write",
          "at least one, of 1 to " + LONGEST_SIDE + " pixels a side",
          frames.count() + " of " + frames.width() + "x" + frames.height(),
          "give other frames");
    }
    if (bitsStored < 1 || bitsStored > 16) {
      throw new InvalidInputException(
          "bits stored", "1 to 16", Integer.toString(bitsStored), "scale the frames");
    }
    if (!syntax.in(
        TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.RLE, TransferSyntax.JPEG_LOSSLESS_SV1)) {
      throw new InvalidInputException(
          "transfer syntax",
          TransferSyntax.EXPLICIT_LITTLE
              + ", "
              + TransferSyntax.RLE
              + " or "
              + TransferSyntax.JPEG_LOSSLESS_SV1,
          syntax.toString(),
          "choose one of these");
    }
  }

  /**
   * Adds the description of the pixels and the pixel data themselves.
   *
   * @param color whether the frames are RGB
   * @param photometric what grey samples mean: MONOCHROME1 or MONOCHROME2
   */
  public void addTo(DataSetBuilder to, boolean color, Photometric photometric) {
    if (color ? bitsStored != 8 || signed : !photometric.isGray()) {
      throw new InvalidInputException(
          "pixels to write",
          "RGB of 8 unsigned bits, or MONOCHROME1 or 2",
          (color ? "RGB" : photometric.toString()) + " of " + bitsStored + " bits",
          "convert the frames");
    }
    int allocated = bitsStored <= 8 && !signed ? 8 : 16;
    to.ints(Tag.SAMPLES_PER_PIXEL, color ? 3 : 1)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, color ? "RGB" : photometric.name())
        .ints(Tag.NUMBER_OF_FRAMES, frames.count())
        .ints(Tag.ROWS, frames.height())
        .ints(Tag.COLUMNS, frames.width())
        .ints(Tag.BITS_ALLOCATED, allocated)
        .ints(Tag.BITS_STORED, bitsStored)
        .ints(Tag.HIGH_BIT, bitsStored - 1)
        .ints(Tag.PIXEL_REPRESENTATION, signed ? 1 : 0);
    if (color) {
      // RLE has planes of its own whatever this says, and colour captures must say 0.
      to.ints(Tag.PLANAR_CONFIGURATION, 0);
    }
    to.element(pixels(color ? 3 : 1, allocated));
  }

  private PulledFrames pixels(int components, int allocated) {
    FrameEncoder encoder = new FrameEncoder(this, components, allocated / 8);
    int count = frames.count();
    if (syntax.isEncapsulated()) {
      return PulledFrames.fragments(count, encoder::encode);
    }
    int length = Math.multiplyExact(encoder.shape().samples(), allocated / 8);
    return PulledFrames.plain(allocated == 8 ? Vr.OB : Vr.OW, count, length, encoder::encode);
  }
}
