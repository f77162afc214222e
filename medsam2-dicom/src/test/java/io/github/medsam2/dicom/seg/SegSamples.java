// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.Bytes;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.volume.SliceStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Files of segmentations, one of every way to store them. */
public final class SegSamples {
  static final int WIDTH = 16;
  static final int HEIGHT = 9;

  private SegSamples() {}

  public static List<byte[]> files() {
    SliceStack stack = SegFixtures.stack(WIDTH, HEIGHT, 0, 0, 2, 4, 6);
    DataSet cine = SegFixtures.cine(WIDTH, HEIGHT, 4);
    SegForm labels = SegForm.labelmap(16).compressed(SegForm.Compression.RUN_LENGTH);
    return List.of(
        file(SegForm.binary(), SegWriter.of(stack, SegForm.binary(), SegFixtures.THREE)),
        file(SegForm.fractional(), SegWriter.of(cine, SegForm.fractional(), SegFixtures.THREE)),
        file(labels, SegWriter.of(stack, labels, SegFixtures.THREE)),
        deflatedFrames(filled(SegWriter.of(stack, SegForm.binary(), SegFixtures.THREE))));
  }

  private static byte[] file(SegForm form, SegWriter writer) {
    return form.writer().toBytes(filled(writer));
  }

  static DataSet filled(SegWriter writer) {
    for (int f = 0; f < 4; f++) {
      writer.mask(1, f, SegFixtures.disc(WIDTH, HEIGHT, 4 + f, 4, 3));
      writer.mask(2, f, SegFixtures.disc(WIDTH, HEIGHT, 12, 5, 1));
    }
    return writer.creation(SegFixtures.creation()).build();
  }

  /** The same object with every 1-bit frame packed by deflate. */
  static byte[] deflatedFrames(DataSet object) {
    Bytes all = (Bytes) object.element(Tag.PIXEL_DATA).orElseThrow();
    int frames = object.integer(Tag.NUMBER_OF_FRAMES).orElseThrow();
    int size = WIDTH * HEIGHT / 8;
    List<byte[]> packed = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      byte[] frame = new byte[size];
      all.read((long) i * size, frame, 0, size);
      packed.add(deflated(frame));
    }
    DataSet encapsulated =
        object.toBuilder().remove(Tag.PIXEL_DATA).element(Fragments.ofFrames(packed)).build();
    return DicomWriter.of(TransferSyntax.DEFLATED_FRAME).toBytes(encapsulated);
  }

  private static byte[] deflated(byte[] frame) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(frame);
    deflater.finish();
    byte[] out = new byte[frame.length + 64];
    int n = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, n);
  }
}
