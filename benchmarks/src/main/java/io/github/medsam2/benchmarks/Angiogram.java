// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.codec.JpegLossless;
import io.github.medsam2.dicom.codec.JpegLs;
import io.github.medsam2.dicom.codec.RunLength;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Cines of 10 bits like angiograms: a bright field with dark vessels, and noise of two grey levels,
 * which gives about the bits a pixel that real ones take.
 */
final class Angiogram {
  private static final int FRAMES = 2;
  private static final int BITS = 10;
  private static final double NOISE = 2;

  private Angiogram() {}

  /** The files the library's own encoders write. */
  static List<byte[]> files() {
    Function<CodedImage, byte[]> lossless = image -> JpegLossless.encode(image, 1);
    return List.of(
        file(512, TransferSyntax.JPEG_LOSSLESS_SV1, lossless),
        file(1024, TransferSyntax.RLE, Angiogram::runLength),
        file(1024, TransferSyntax.JPEG_LOSSLESS_SV1, lossless),
        file(1024, TransferSyntax.JPEG_LS, JpegLs::encode));
  }

  private static byte[] file(int side, TransferSyntax syntax, Function<CodedImage, byte[]> encode) {
    List<byte[]> frames =
        IntStream.range(0, FRAMES).mapToObj(i -> encode.apply(frame(side, i))).toList();
    DataSet data =
        DataSet.builder()
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.12.1")
            .text(Tag.SOP_INSTANCE_UID, "2.25.7")
            .ints(Tag.SAMPLES_PER_PIXEL, 1)
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
            .ints(Tag.NUMBER_OF_FRAMES, FRAMES)
            .ints(Tag.ROWS, side)
            .ints(Tag.COLUMNS, side)
            .ints(Tag.BITS_ALLOCATED, 16)
            .ints(Tag.BITS_STORED, BITS)
            .ints(Tag.HIGH_BIT, BITS - 1)
            .ints(Tag.PIXEL_REPRESENTATION, 0)
            .element(Fragments.ofFrames(frames))
            .build();
    return DicomWriter.of(syntax).toBytes(data);
  }

  private static CodedImage frame(int side, int index) {
    Random noise = new Random(index);
    short[] samples = new short[side * side];
    for (int i = 0; i < samples.length; i++) {
      double x = (double) (i % side) / side;
      double y = (double) i / side / side;
      double field = 620 - 300 * Math.hypot(x - 0.5, y - 0.5);
      double vessel = Math.abs(y - 0.5 - 0.3 * Math.sin(5 * x + 0.1 * index));
      double dye = 180 * Math.exp(-vessel * vessel * 4000);
      samples[i] = (short) Math.round(field - dye + NOISE * noise.nextGaussian());
    }
    FrameShape shape = new FrameShape(side, side, 1);
    return new CodedImage(shape, BITS, CodedImage.Color.UNSAID, samples);
  }

  private static byte[] runLength(CodedImage image) {
    byte[][] planes = new byte[2][image.samples().length];
    for (int i = 0; i < image.samples().length; i++) {
      planes[0][i] = (byte) (image.samples()[i] >> 8);
      planes[1][i] = (byte) image.samples()[i];
    }
    return RunLength.encode(planes, image.shape().width());
  }
}
