// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;

/** Makes objects with small images, written and read back. */
public final class Objects {

  private Objects() {}

  /** A grey image of unsigned samples without pixel data yet. */
  public static DataSetBuilder gray(int width, int height, int frames, int allocated, int stored) {
    return DataSet.builder()
        .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.12.1")
        .text(Tag.SOP_INSTANCE_UID, "2.25.7")
        .text(Tag.MODALITY, "XA")
        .ints(Tag.SAMPLES_PER_PIXEL, 1)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .ints(Tag.NUMBER_OF_FRAMES, frames)
        .ints(Tag.ROWS, height)
        .ints(Tag.COLUMNS, width)
        .ints(Tag.BITS_ALLOCATED, allocated)
        .ints(Tag.BITS_STORED, stored)
        .ints(Tag.HIGH_BIT, stored - 1)
        .ints(Tag.PIXEL_REPRESENTATION, 0);
  }

  /** A colour image of 8 bits without pixel data yet. */
  public static DataSetBuilder color(int width, int height, String photometric) {
    return gray(width, height, 1, 8, 8)
        .ints(Tag.SAMPLES_PER_PIXEL, 3)
        .ints(Tag.PLANAR_CONFIGURATION, 0)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, photometric);
  }

  /** Little-endian bytes of 16-bit samples. */
  public static byte[] words(int... samples) {
    byte[] out = new byte[samples.length * 2];
    for (int i = 0; i < samples.length; i++) {
      out[2 * i] = (byte) samples[i];
      out[2 * i + 1] = (byte) (samples[i] >> 8);
    }
    return out;
  }

  public static DicomObject read(DataSetBuilder data) {
    return read(data, TransferSyntax.EXPLICIT_LITTLE);
  }

  public static DicomObject read(DataSetBuilder data, TransferSyntax syntax) {
    byte[] file = DicomWriter.of(syntax).toBytes(data.build());
    return new DicomParser(DicomLimits.defaults(), Strictness.STRICT).read(file);
  }
}
