// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.presentation;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.DerivedHeader;
import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.dicom.derived.SourceInstance;
import io.github.medsam2.dicom.derived.Timestamp;
import io.github.medsam2.dicom.seg.CieLab;
import io.github.medsam2.dicom.xa.Shutter;
import io.github.medsam2.error.InvalidInputException;
import java.util.List;

/**
 * Contours and texts over frames of a grey image or cine, as a Grayscale Softcopy Presentation
 * State: viewers show them over the original, which stays as it is. The image's own window,
 * rescaling and shutter are taken over. Research use only; not a medical device, and the object
 * says so.
 *
 * @param label a name of 1 to 16 upper case letters, digits, blanks and underscores
 * @param drawings in any order of frames
 * @param color to draw in
 */
public record PresentationState(String label, List<Drawing> drawings, CieLab color) {
  private static final String GRAYSCALE_SOFTCOPY = "1.2.840.10008.5.1.4.1.1.11.1";
  private static final int SERIES = 310;

  /** Checks the label, and that something is drawn. */
  public PresentationState {
    drawings = List.copyOf(drawings);
    if (!label.matches("[A-Z0-9 _]{1,16}") || drawings.isEmpty()) {
      throw new InvalidInputException(
          "presentation state",
          "a label of 1 to 16 upper case letters, digits, blanks and underscores, and drawings",
          label.length() + " characters and " + drawings.size() + " drawings",
          "correct the label, draw something");
    }
  }

  /** Drawn in yellow. */
  public PresentationState(String label, List<Drawing> drawings) {
    this(label, drawings, CieLab.ofRgb(255, 255, 0));
  }

  /** The object, in a new series, made now. */
  public DataSet toDataSet(DataSet source) {
    Creation now = Creation.now();
    NewSeries series = NewSeries.of("PR", SERIES, "Contours, research use only", now.uids());
    return toDataSet(source, series, 1, now);
  }

  /**
   * The object.
   *
   * @param source the image or cine drawn over; its pixels are not read
   * @param series of modality PR
   * @param instanceNumber its number in the series
   * @param creation when and by what it is made
   */
  public DataSet toDataSet(
      DataSet source, NewSeries series, int instanceNumber, Creation creation) {
    int samples = new Tolerant(source, new Findings()).integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
    if (samples != 1) {
      throw new InvalidInputException(
          Tag.SAMPLES_PER_PIXEL.toString(), "a grey image", samples + "", "show a capture instead");
    }
    SourceInstance image = SourceInstance.of(source);
    DerivedHeader header = new DerivedHeader(GRAYSCALE_SOFTCOPY, series, instanceNumber, creation);
    Timestamp now = header.timestamp(source);
    DataSetBuilder b =
        header
            .begin(source)
            .text(Tag.CONTENT_LABEL, label)
            .text(Tag.CONTENT_DESCRIPTION, "Research use only; not a medical device")
            .text(Tag.PRESENTATION_CREATION_DATE, now.date())
            .text(Tag.PRESENTATION_CREATION_TIME, now.time())
            .empty(Tag.CONTENT_CREATOR_NAME)
            .items(Tag.REFERENCED_SERIES_SEQUENCE, reference(image))
            .items(Tag.GRAPHIC_ANNOTATION_SEQUENCE, Annotations.items(drawings, image))
            .items(Tag.GRAPHIC_LAYER_SEQUENCE, layer());
    Laterality.addTo(b, source);
    DisplayModules.addTo(b, source);
    Shutter.copy(source, b);
    return b.build();
  }

  private static DataSet reference(SourceInstance image) {
    return DataSet.builder()
        .text(Tag.SERIES_INSTANCE_UID, image.series())
        .items(Tag.REFERENCED_IMAGE_SEQUENCE, image.reference())
        .build();
  }

  private DataSet layer() {
    return DataSet.builder()
        .text(Tag.GRAPHIC_LAYER, Annotations.LAYER)
        .ints(Tag.GRAPHIC_LAYER_ORDER, 1)
        .ints(Tag.GRAPHIC_LAYER_RECOMMENDED_DISPLAY_CIELAB_VALUE, color.stored())
        .build();
  }
}
