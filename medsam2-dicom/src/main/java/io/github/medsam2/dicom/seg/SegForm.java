// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.error.InvalidInputException;

/**
 * How a segmentation is stored. Start from {@link #binary()}, which every reader understands.
 *
 * @param type what the pixels mean
 * @param bits a pixel: 1, 8, or 16 for a label map of more than 255 segments
 * @param compression how pixels are packed
 */
public record SegForm(SegmentationType type, int bits, Compression compression) {
  /** The stored value of probability 1. */
  static final int MAXIMUM_FRACTION = 255;

  /** How the pixels are packed; all are without loss. */
  public enum Compression {
    /** As they are: read by all. */
    NONE(TransferSyntax.EXPLICIT_LITTLE),
    /** RLE, frame by frame. Of 1-bit pixels few readers can undo it. */
    RUN_LENGTH(TransferSyntax.RLE),
    /** The whole data set deflated: the smallest, but no frame can be read alone. */
    DEFLATED(TransferSyntax.DEFLATED);

    private final TransferSyntax syntax;

    Compression(TransferSyntax syntax) {
      this.syntax = syntax;
    }
  }

  /** Checks that the type can have these bits. */
  public SegForm {
    boolean fits =
        switch (type) {
          case BINARY -> bits == 1;
          case FRACTIONAL -> bits == 8;
          case LABELMAP -> bits == 8 || bits == 16;
        };
    if (!fits) {
      throw new InvalidInputException(
          type + " segmentation",
          "1 bit for BINARY, 8 for FRACTIONAL, 8 or 16 for LABELMAP",
          bits + "",
          "use the factory of the type");
    }
  }

  /** One bit a pixel and segment, uncompressed. */
  public static SegForm binary() {
    return new SegForm(SegmentationType.BINARY, 1, Compression.NONE);
  }

  /** Probabilities in steps of 1/255, uncompressed. */
  public static SegForm fractional() {
    return new SegForm(SegmentationType.FRACTIONAL, 8, Compression.NONE);
  }

  /**
   * Numbers of segments, uncompressed.
   *
   * @param bits 8, or 16 for more than 255 segments
   */
  public static SegForm labelmap(int bits) {
    return new SegForm(SegmentationType.LABELMAP, bits, Compression.NONE);
  }

  /** The same, compressed. */
  public SegForm compressed(Compression by) {
    return new SegForm(type, bits, by);
  }

  /** The transfer syntax of files in this form. */
  public TransferSyntax syntax() {
    return compression.syntax;
  }

  /** Writes what {@link SegWriter#build} made in this form. */
  public DicomWriter writer() {
    return DicomWriter.of(syntax());
  }
}
