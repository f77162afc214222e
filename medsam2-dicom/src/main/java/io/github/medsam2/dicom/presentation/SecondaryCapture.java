// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.presentation;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.DerivationCodes;
import io.github.medsam2.dicom.derived.DerivedHeader;
import io.github.medsam2.dicom.derived.LossyHistory;
import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.dicom.derived.SourceInstance;
import io.github.medsam2.dicom.derived.Timestamp;
import io.github.medsam2.dicom.pixel.EncodedFrames;
import io.github.medsam2.dicom.pixel.Photometric;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import java.nio.file.Path;
import java.util.List;

/**
 * A movie of frames, as a cine with overlays painted in, as a Multi-frame True Color Secondary
 * Capture Image, or a Grayscale Byte one of grey frames: every viewer shows it. Frames are pulled
 * and encoded one at a time as the file is written. Research use only; not a medical device, and
 * the object says so.
 *
 * @param frames 8-bit, all RGB or all grey
 * @param frameTime milliseconds from one frame to the next, above 0
 * @param syntax explicit little endian, RLE or JPEG lossless
 */
public record SecondaryCapture(FrameSource frames, double frameTime, TransferSyntax syntax) {
  private static final String GRAYSCALE_BYTE = "1.2.840.10008.5.1.4.1.1.7.2";
  private static final String TRUE_COLOR = "1.2.840.10008.5.1.4.1.1.7.4";
  private static final int SERIES = 320;

  /** Checks the frame time. */
  public SecondaryCapture {
    if (!(frameTime > 0 && frameTime < 1e9)) {
      throw new InvalidInputException(
          "frame time", "milliseconds above 0", frameTime + "", "take it from the cine");
    }
  }

  /** Writes the object into a new series, made now, replacing an existing file. */
  public void write(Path file, DataSet source) {
    Creation now = Creation.now();
    NewSeries series = NewSeries.of("OT", SERIES, "Overlay, research use only", now.uids());
    DicomWriter.of(syntax).write(file, toDataSet(source, series, 1, now));
  }

  /**
   * The object; write it in {@link #syntax}.
   *
   * @param source the image or cine under the overlay; its pixels are not read. {@link
   *     LossyHistory#told} adds what only a lossy transfer syntax tells
   * @param series of modality OT
   * @param instanceNumber its number in the series
   * @param creation when and by what it is made
   */
  public DataSet toDataSet(
      DataSet source, NewSeries series, int instanceNumber, Creation creation) {
    SourceInstance image = SourceInstance.of(source);
    boolean color = frames.frame(0).channels() == 3;
    String sopClass = color ? TRUE_COLOR : GRAYSCALE_BYTE;
    DerivedHeader header = new DerivedHeader(sopClass, series, instanceNumber, creation);
    Timestamp now = header.timestamp(source);
    DataSetBuilder b =
        header
            .begin(source)
            .text(Tag.CONVERSION_TYPE, "WSD")
            .text(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY")
            .text(Tag.CONTENT_DATE, now.date())
            .text(Tag.CONTENT_TIME, now.time())
            .empty(Tag.PATIENT_ORIENTATION)
            .text(Tag.DERIVATION_DESCRIPTION, "Overlay. Research use only; not a medical device")
            .items(Tag.SOURCE_IMAGE_SEQUENCE, reference(image))
            .text(Tag.BURNED_IN_ANNOTATION, burnedIn(source));
    if (frames.count() > 1) {
      // One frame is followed by none, and must not say when.
      b.doubles(Tag.FRAME_TIME, frameTime)
          .ints(Tag.FRAME_INCREMENT_POINTER, Tag.FRAME_TIME.number());
    }
    Laterality.addTo(b, source);
    LossyHistory.copy(b, List.of(source));
    if (!color) {
      // Grey values are to be shown as they are.
      b.text(Tag.PRESENTATION_LUT_SHAPE, "IDENTITY")
          .doubles(Tag.RESCALE_INTERCEPT, 0)
          .doubles(Tag.RESCALE_SLOPE, 1)
          .text(Tag.RESCALE_TYPE, "US");
    }
    new EncodedFrames(frames, 8, false, syntax)
        .addTo(b, color, color ? Photometric.RGB : Photometric.MONOCHROME2);
    return b.build();
  }

  private static DataSet reference(SourceInstance image) {
    return image.reference().toBuilder()
        .items(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, DerivationCodes.PROCESSED_IMAGE.item())
        .build();
  }

  /** What the source does not deny may be there. */
  private static String burnedIn(DataSet source) {
    return source.says(Tag.BURNED_IN_ANNOTATION, "NO") ? "NO" : "YES";
  }
}
