// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedHeaderTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T23:30:04.005Z"), ZoneOffset.UTC);

  private static Creation creation() {
    return new Creation(CLOCK, UidGenerator.seeded(1), Equipment.library());
  }

  private static DataSetBuilder source(String instance) {
    return DataSet.builder()
        .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
        .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.12.1")
        .text(Tag.SOP_INSTANCE_UID, instance)
        .text(Tag.STUDY_INSTANCE_UID, "2.25.10")
        .text(Tag.SERIES_INSTANCE_UID, "2.25.20")
        .text(Tag.PATIENT_NAME, "Müller^Jürgen")
        .text(Tag.MANUFACTURER, "another")
        .ints(Tag.NUMBER_OF_FRAMES, 12);
  }

  private static DataSet begin(Creation creation, DataSet source) {
    NewSeries series = NewSeries.of("SEG", 300, "Segmentation", creation.uids());
    return new DerivedHeader("1.2.840.10008.5.1.4.1.1.66.4", series.bodyPart("HEART"), 2, creation)
        .begin(source)
        .build();
  }

  @Test
  void takesPatientAndStudyAndNothingElse() {
    DataSet d = begin(creation(), source("2.25.30").build());
    assertThat(d.text(Tag.PATIENT_NAME)).contains("Müller^Jürgen");
    assertThat(d.text(Tag.STUDY_INSTANCE_UID)).contains("2.25.10");
    assertThat(d.element(Tag.PATIENT_BIRTH_DATE)).isPresent();
    assertThat(d.has(Tag.PATIENT_BIRTH_DATE)).isFalse();
    assertThat(d.text(Tag.SERIES_INSTANCE_UID).orElseThrow())
        .startsWith("2.25.")
        .isNotEqualTo("2.25.20");
    assertThat(d.text(Tag.SOP_INSTANCE_UID).orElseThrow()).isNotEqualTo("2.25.30");
    assertThat(d.text(Tag.MANUFACTURER)).contains("MedSAM2 for Java");
    assertThat(d.text(Tag.BODY_PART_EXAMINED)).contains("HEART");
    assertThat(d.integer(Tag.INSTANCE_NUMBER)).hasValue(2);
  }

  @Test
  void sameSeedAndClockMakeTheSameObject() {
    DataSet source = source("2.25.30").build();
    assertThat(begin(creation(), source).texts(Tag.SOP_INSTANCE_UID))
        .isEqualTo(begin(creation(), source).texts(Tag.SOP_INSTANCE_UID));
    assertThat(begin(creation(), source).text(Tag.SERIES_TIME)).contains("233004.005");
  }

  @Test
  void timesAreOfTheSourcesZone() {
    DataSet d =
        begin(creation(), source("2.25.30").text(Tag.TIMEZONE_OFFSET_FROM_UTC, "+0200").build());
    assertThat(d.text(Tag.SERIES_DATE)).contains("20260103");
    assertThat(d.text(Tag.SERIES_TIME)).contains("013004.005");
    assertThat(d.text(Tag.TIMEZONE_OFFSET_FROM_UTC)).contains("+0200");
  }

  @Test
  void refusesASourceWithoutAStudy() {
    DataSet d = source("2.25.30").remove(Tag.STUDY_INSTANCE_UID).build();
    assertThatThrownBy(() -> begin(creation(), d)).isInstanceOf(DicomException.class);
    assertThatThrownBy(() -> SourceInstance.of(d)).isInstanceOf(DicomException.class);
  }

  @Test
  void refersToFramesThatExist() {
    SourceInstance s = SourceInstance.of(source("2.25.30").build());
    assertThat(s.reference(0, 11).ints(Tag.REFERENCED_FRAME_NUMBER)).containsExactly(1, 12);
    assertThatThrownBy(() -> s.reference(12)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> s.reference(-1)).isInstanceOf(InvalidInputException.class);
    SourceInstance single =
        SourceInstance.of(source("2.25.30").remove(Tag.NUMBER_OF_FRAMES).build());
    assertThat(single.reference(0).has(Tag.REFERENCED_FRAME_NUMBER)).isFalse();
  }

  @Test
  void groupsReferencesByStudyAndSeries() {
    DataSetBuilder b = DataSet.builder();
    References.common(
        b,
        "2.25.10",
        List.of(
            SourceInstance.of(source("2.25.31").build()),
            SourceInstance.of(source("2.25.32").build()),
            SourceInstance.of(source("2.25.31").build()),
            SourceInstance.of(source("2.25.33").text(Tag.STUDY_INSTANCE_UID, "2.25.11").build())));
    DataSet d = b.build();
    assertThat(d.items(Tag.REFERENCED_SERIES_SEQUENCE)).hasSize(1);
    assertThat(d.item(Tag.REFERENCED_SERIES_SEQUENCE).items(Tag.REFERENCED_INSTANCE_SEQUENCE))
        .hasSize(2);
    assertThat(
            d.item(Tag.STUDIES_CONTAINING_OTHER_REFERENCED_INSTANCES_SEQUENCE)
                .text(Tag.STUDY_INSTANCE_UID))
        .contains("2.25.11");
  }

  @Test
  void lossStaysLoss() {
    DataSet lossy =
        source("2.25.30")
            .text(Tag.LOSSY_IMAGE_COMPRESSION, "01")
            .doubles(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, 12)
            .text(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, "ISO_10918_1")
            .build();
    DataSetBuilder b = DataSet.builder();
    LossyHistory.copy(b, List.of(source("2.25.31").build(), lossy));
    assertThat(b.build().text(Tag.LOSSY_IMAGE_COMPRESSION)).contains("01");
    assertThat(b.build().number(Tag.LOSSY_IMAGE_COMPRESSION_RATIO)).hasValue(12);
    LossyHistory.copy(b, List.of(source("2.25.31").build()));
    assertThat(b.build().text(Tag.LOSSY_IMAGE_COMPRESSION)).contains("00");
  }

  @Test
  void lossIsToldWhereOnlyTheTransferSyntaxKnows() {
    DataSet silent =
        source("2.25.30")
            .ints(Tag.ROWS, 10)
            .ints(Tag.COLUMNS, 10)
            .ints(Tag.BITS_ALLOCATED, 8)
            .element(Fragments.ofFrames(List.of(new byte[60], new byte[60])))
            .build();
    DataSet told = LossyHistory.told(silent, TransferSyntax.JPEG_BASELINE);
    assertThat(told.text(Tag.LOSSY_IMAGE_COMPRESSION)).contains("01");
    assertThat(told.number(Tag.LOSSY_IMAGE_COMPRESSION_RATIO)).hasValue(10);
    assertThat(told.text(Tag.LOSSY_IMAGE_COMPRESSION_METHOD)).contains("ISO_10918_1");
    assertThat(LossyHistory.told(silent, TransferSyntax.JPEG_LOSSLESS_SV1)).isSameAs(silent);
  }
}
