// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.Deflated;
import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.codec.Jpeg;
import io.github.medsam2.dicom.codec.RunLength;
import io.github.medsam2.dicom.codec.Supervised;
import io.github.medsam2.dicom.codec.j2k.Jpeg2000;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.error.DicomException;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of one frame into samples, as the transfer syntax says. Thread-safe. */
final class FrameCodec {
  private final TransferSyntax syntax;
  private final PixelLayout layout;
  private final Duration deadline;
  private final @Nullable FrameDecoder other;

  FrameCodec(TransferSyntax syntax, PixelLayout layout, Duration deadline) {
    this.syntax = syntax;
    this.layout = layout;
    this.deadline = deadline;
    this.other = own(syntax) ? null : other(syntax);
  }

  private static boolean own(TransferSyntax s) {
    boolean packed = s.in(TransferSyntax.RLE, TransferSyntax.DEFLATED_FRAME);
    return !s.isEncapsulated() || packed || isJpeg(s) || isJpeg2000(s);
  }

  private static boolean isJpeg(TransferSyntax s) {
    return s.in(
        TransferSyntax.JPEG_BASELINE,
        TransferSyntax.JPEG_EXTENDED,
        TransferSyntax.JPEG_LOSSLESS,
        TransferSyntax.JPEG_LOSSLESS_SV1,
        TransferSyntax.JPEG_LS,
        TransferSyntax.JPEG_LS_NEAR);
  }

  private static boolean isJpeg2000(TransferSyntax s) {
    return s.in(TransferSyntax.JPEG_2000_LOSSLESS, TransferSyntax.JPEG_2000);
  }

  private static FrameDecoder other(TransferSyntax syntax) {
    return ServiceLoader.load(FrameDecoder.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(d -> d.supports(syntax.uid()))
        .findFirst()
        .orElseThrow(
            () ->
                new DicomException(
                    "pixel data",
                    "a transfer syntax with a decoder",
                    syntax.toString(),
                    "add a module with a "
                        + FrameDecoder.class.getName()
                        + " for it, or transcode"));
  }

  /** Uncompressed samples take as long as there are; any codec is held to the deadline. */
  StoredSamples decode(byte[] frame) {
    if (!syntax.isEncapsulated()) {
      return stored(RawSamples.of(frame, layout));
    }
    if (syntax.equals(TransferSyntax.DEFLATED_FRAME)) {
      int size = Math.toIntExact((layout.frameBits() + 7) / 8);
      byte[] raw = supervised(() -> Deflated.decode(frame, size));
      return stored(RawSamples.of(raw, layout));
    }
    if (syntax.equals(TransferSyntax.RLE)) {
      return stored(supervised(() -> runLength(frame)));
    }
    CodedImage image = coded(frame);
    return new StoredSamples(widen(image.samples()), 0, ybr(image));
  }

  private StoredSamples stored(int[] samples) {
    int lowBit = layout.highBit() + 1 - layout.bitsStored();
    return new StoredSamples(samples, lowBit, layout.photometric().isYbr());
  }

  private CodedImage coded(byte[] frame) {
    if (other != null) {
      return checked(supervised(() -> other.decode(frame, layout.shape())));
    }
    return isJpeg2000(syntax)
        ? Jpeg2000.decode(frame, layout.shape(), deadline)
        : supervised(() -> Jpeg.decode(frame, layout.shape()));
  }

  private <T> T supervised(Supplier<T> decode) {
    return Supervised.within(syntax.label(), deadline, decode);
  }

  /** A decoder of others is held to what it promises. */
  private CodedImage checked(@Nullable CodedImage image) {
    FrameShape shape = layout.shape();
    if (image == null || image.samples().length != shape.samples()) {
      throw new DicomException(
          syntax.label() + " frame",
          shape.samples() + " samples from its decoder",
          image == null ? "none" : image.samples().length + "",
          "repair the " + FrameDecoder.class.getName());
    }
    return image;
  }

  /** A lossy stream that says its own colour is right where the data set says another. */
  private boolean ybr(CodedImage image) {
    return switch (image.color()) {
      case RGB -> false;
      case YBR -> layout.shape().components() == 3;
      case UNSAID -> layout.photometric().isYbr();
    };
  }

  private static int[] widen(short[] samples) {
    int[] out = new int[samples.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = samples[i];
    }
    return out;
  }

  /** Byte planes, most significant first; frames of single bits are packed as ever. */
  private int[] runLength(byte[] frame) {
    int n = layout.shape().components();
    if (layout.bitsAllocated() == 1) {
      byte[] packed = RunLength.decode(frame, n, (layout.shape().samples() + 7) / 8)[0];
      return RawSamples.of(packed, layout);
    }
    int bytes = layout.bitsAllocated() / 8;
    int pixels = layout.shape().width() * layout.shape().height();
    byte[][] planes = RunLength.decode(frame, n * bytes, pixels);
    int[] out = new int[layout.shape().samples()];
    if (n == 1 && bytes == 2) {
      join(planes[0], planes[1], out);
      return out;
    }
    for (int c = 0; c < n; c++) {
      for (int b = 0; b < bytes; b++) {
        byte[] plane = planes[c * bytes + b];
        for (int i = 0; i < pixels; i++) {
          out[i * n + c] = out[i * n + c] << 8 | plane[i] & 0xff;
        }
      }
    }
    return out;
  }

  /** The common case in one pass, which halves its time. */
  private static void join(byte[] high, byte[] low, int[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = high[i] << 8 | low[i] & 0xff;
    }
  }
}
