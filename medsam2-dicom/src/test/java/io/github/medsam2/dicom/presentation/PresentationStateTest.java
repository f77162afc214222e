// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.Validator;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresentationStateTest {

  private static DataSetBuilder cine() {
    return Objects.gray(64, 48, 12, 8, 8)
        .text(Tag.STUDY_INSTANCE_UID, "2.25.1")
        .text(Tag.SERIES_INSTANCE_UID, "2.25.2")
        .text(Tag.BODY_PART_EXAMINED, "HEART")
        .text(Tag.PIXEL_INTENSITY_RELATIONSHIP, "LOG")
        .doubles(Tag.WINDOW_CENTER, 100, 5)
        .doubles(Tag.WINDOW_WIDTH, 90, 5)
        .text(Tag.SHUTTER_SHAPE, "RECTANGULAR")
        .ints(Tag.SHUTTER_LEFT_VERTICAL_EDGE, 1)
        .ints(Tag.SHUTTER_RIGHT_VERTICAL_EDGE, 64)
        .ints(Tag.SHUTTER_UPPER_HORIZONTAL_EDGE, 1)
        .ints(Tag.SHUTTER_LOWER_HORIZONTAL_EDGE, 48);
  }

  private static PresentationState state() {
    return new PresentationState(
        "QCA LAD",
        List.of(
            new Drawing.Contour(7, Polyline.of(1.25f, 2.5f, 30, 40.75f)),
            new Drawing.Label(7, "MLD 1.35 mm, größte Enge", 31, 40),
            new Drawing.Contour(2, Polyline.of(1, 1, 9, 1, 9, 9, 1, 1))));
  }

  private static byte[] write(DataSetBuilder source) {
    return DicomWriter.explicit().toBytes(state().toDataSet(source.build()));
  }

  private static DataSet read(DataSetBuilder source) {
    return DicomFile.read(write(source)).dataSet();
  }

  @Test
  void drawsOnTheFramesItIsToldTo() {
    List<DataSet> items = read(cine()).items(Tag.GRAPHIC_ANNOTATION_SEQUENCE);
    assertThat(items).hasSize(2);
    assertThat(items.get(0).item(Tag.REFERENCED_IMAGE_SEQUENCE).ints(Tag.REFERENCED_FRAME_NUMBER))
        .containsExactly(3);
    DataSet second = items.get(1);
    assertThat(second.item(Tag.REFERENCED_IMAGE_SEQUENCE).ints(Tag.REFERENCED_FRAME_NUMBER))
        .containsExactly(8);
    DataSet graphic = second.item(Tag.GRAPHIC_OBJECT_SEQUENCE);
    assertThat(graphic.doubles(Tag.GRAPHIC_DATA)).containsExactly(1.25, 2.5, 30, 40.75);
    assertThat(graphic.text(Tag.GRAPHIC_ANNOTATION_UNITS)).contains("PIXEL");
    assertThat(second.item(Tag.TEXT_OBJECT_SEQUENCE).wholeText(Tag.UNFORMATTED_TEXT_VALUE.number()))
        .contains("MLD 1.35 mm, größte Enge");
  }

  @Test
  void leavesTheImageAsItWasShown() {
    DataSet d = read(cine());
    DataSet voi = d.item(Tag.SOFTCOPY_VOI_LUT_SEQUENCE);
    assertThat(voi.doubles(Tag.WINDOW_CENTER)).containsExactly(100);
    assertThat(d.text(Tag.SHUTTER_SHAPE)).contains("RECTANGULAR");
    assertThat(d.text(Tag.PRESENTATION_LUT_SHAPE)).contains("IDENTITY");
    // Logarithmic values are shown as stored, those of CT are not.
    DataSetBuilder rescaled =
        cine().doubles(Tag.RESCALE_SLOPE, 2).doubles(Tag.RESCALE_INTERCEPT, -1024);
    assertThat(read(rescaled).has(Tag.RESCALE_SLOPE)).isFalse();
    rescaled.remove(Tag.PIXEL_INTENSITY_RELATIONSHIP);
    assertThat(read(rescaled).number(Tag.RESCALE_INTERCEPT)).hasValue(-1024);
    DataSetBuilder inverted = cine().text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1");
    assertThat(read(inverted).text(Tag.PRESENTATION_LUT_SHAPE)).contains("INVERSE");
    DataSetBuilder oblong = cine().doubles(Tag.IMAGER_PIXEL_SPACING, 0.4, 0.2);
    assertThat(
            read(oblong)
                .item(Tag.DISPLAYED_AREA_SELECTION_SEQUENCE)
                .ints(Tag.PRESENTATION_PIXEL_ASPECT_RATIO))
        .containsExactly(400, 200);
  }

  @Test
  void validates() {
    Validator.DCIODVFY.accepts(write(cine()));
    DataSetBuilder bare =
        cine()
            .remove(Tag.SHUTTER_SHAPE)
            .remove(Tag.WINDOW_CENTER)
            .remove(Tag.PIXEL_INTENSITY_RELATIONSHIP)
            .doubles(Tag.RESCALE_SLOPE, 2)
            .doubles(Tag.RESCALE_INTERCEPT, -1024);
    Validator.DCIODVFY.accepts(write(bare));
  }

  @Test
  void refusesFramesAndLabelsThatCannotBe() {
    DataSetBuilder few = cine().ints(Tag.NUMBER_OF_FRAMES, 7);
    assertThatThrownBy(() -> write(few)).isInstanceOf(InvalidInputException.class);
    DataSetBuilder color = cine().ints(Tag.SAMPLES_PER_PIXEL, 3);
    assertThatThrownBy(() -> write(color)).isInstanceOf(InvalidInputException.class);
    List<Drawing> drawings = state().drawings();
    assertThatThrownBy(() -> new PresentationState("lower", drawings))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new PresentationState("EMPTY", List.of()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Drawing.Label(0, " ", 1, 1))
        .isInstanceOf(InvalidInputException.class);
  }
}
