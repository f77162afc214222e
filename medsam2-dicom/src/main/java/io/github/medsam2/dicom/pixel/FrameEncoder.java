// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.codec.JpegLossless;
import io.github.medsam2.dicom.codec.RunLength;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;

/**
 * Turns frames into the bytes a transfer syntax asks for; the counterpart of {@link FrameCodec}.
 */
final class FrameEncoder {
  private final EncodedFrames what;
  private final FrameShape shape;
  private final int bytes;

  /**
   * @param bytes allocated for a sample, 1 or 2
   */
  FrameEncoder(EncodedFrames what, int components, int bytes) {
    this.what = what;
    this.shape = new FrameShape(what.frames().width(), what.frames().height(), components);
    this.bytes = bytes;
  }

  FrameShape shape() {
    return shape;
  }

  byte[] encode(int index) {
    short[] samples = samples(index, what.frames().frame(index));
    if (what.syntax().equals(TransferSyntax.RLE)) {
      return RunLength.encode(planes(samples), shape.width());
    }
    if (what.syntax().equals(TransferSyntax.JPEG_LOSSLESS_SV1)) {
      return jpeg(samples);
    }
    byte[] out = new byte[samples.length * bytes];
    for (int i = 0; i < samples.length; i++) {
      for (int b = 0; b < bytes; b++) {
        out[i * bytes + b] = (byte) (samples[i] >> 8 * b);
      }
    }
    return out;
  }

  /** Samples in the low bits, two's complement over all allocated ones. */
  private short[] samples(int index, Image frame) {
    boolean whole = frame.type() != PixelType.FLOAT32;
    if (frame.width() != shape.width()
        || frame.height() != shape.height()
        || frame.channels() != shape.components()
        || !whole) {
      throw refused(
          index,
          shape.width() + "x" + shape.height() + "x" + shape.components() + " whole numbers",
          frame.width() + "x" + frame.height() + "x" + frame.channels() + " " + frame.type());
    }
    int low = what.signed() ? -(1 << (what.bitsStored() - 1)) : 0;
    int high = low + (1 << what.bitsStored()) - 1;
    short[] out = new short[shape.samples()];
    ByteBuffer in = frame.pixels();
    for (int i = 0; i < out.length; i++) {
      int v = value(in, frame.type(), i);
      if (v < low || v > high) {
        throw refused(index, "samples of " + low + " to " + high, "others");
      }
      out[i] = (short) v;
    }
    return out;
  }

  private static int value(ByteBuffer in, PixelType type, int i) {
    return switch (type) {
      case UINT8 -> in.get(i) & 0xff;
      case UINT16 -> in.getShort(2 * i) & 0xffff;
      default -> in.getShort(2 * i);
    };
  }

  /** Components one after the other, the most significant byte of each first. */
  private byte[][] planes(short[] samples) {
    int n = shape.components();
    byte[][] planes = new byte[n * bytes][samples.length / n];
    for (int i = 0; i < samples.length; i++) {
      for (int b = 0; b < bytes; b++) {
        planes[i % n * bytes + b][i / n] = (byte) (samples[i] >> 8 * (bytes - 1 - b));
      }
    }
    return planes;
  }

  /** The codestream's precision is that of the stored bits, so signs must not reach above them. */
  private byte[] jpeg(short[] samples) {
    int precision = Math.max(2, what.bitsStored());
    if (what.signed()) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] &= (short) ((1 << precision) - 1);
      }
    }
    return JpegLossless.encode(new CodedImage(shape, precision, CodedImage.Color.RGB, samples), 1);
  }

  private static InvalidInputException refused(int index, String expected, String found) {
    return new InvalidInputException(
        "frame " + index + " to write", expected, found, "convert the frames or the bits stored");
  }
}
