// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.presentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.Validator;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.OverlayFrames;
import io.github.medsam2.io.OverlayGif;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondaryCaptureTest {
  @TempDir private Path folder;

  private record Cine(int count, int width, int height) implements FrameSource {
    @Override
    public Image frame(int index) {
      byte[] pixels = new byte[width * height];
      new Random(index).nextBytes(pixels);
      return Image.gray8(width, height, pixels);
    }
  }

  private static FrameSource overlay() {
    byte[] half = new byte[15 * 11];
    for (int i = 0; i < half.length; i++) {
      half[i] = (byte) (i % 15 < 7 ? 1 : 0);
    }
    OverlayGif.Layer layer = new OverlayGif.Layer(i -> Mask.of(15, 11, half), 0x20c040, 0.4);
    return OverlayFrames.of(new Cine(4, 15, 11), List.of(layer));
  }

  private static DataSetBuilder source() {
    return Objects.gray(15, 11, 4, 8, 8)
        .text(Tag.STUDY_INSTANCE_UID, "2.25.1")
        .text(Tag.SERIES_INSTANCE_UID, "2.25.2")
        .text(Tag.BODY_PART_EXAMINED, "HEART");
  }

  private static TransferSyntax syntax(int i) {
    return List.of(
            TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.RLE, TransferSyntax.JPEG_LOSSLESS_SV1)
        .get(i);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void isReadBackAndValid(int syntax) throws Exception {
    Path file = folder.resolve("overlay.dcm");
    FrameSource frames = overlay();
    new SecondaryCapture(frames, 66.7, syntax(syntax)).write(file, source().build());
    try (DicomFile read = DicomFile.open(file)) {
      assertThat(read.transferSyntax()).isEqualTo(syntax(syntax));
      assertThat(read.frames().count()).isEqualTo(4);
      for (int i = 0; i < 4; i++) {
        assertThat(read.frames().frame(i).pixels()).isEqualTo(frames.frame(i).pixels());
      }
      assertThat(read.cine().frameTimes()[1]).isEqualTo(66.7);
      DataSet d = read.dataSet();
      assertThat(d.texts(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "SECONDARY");
      assertThat(d.item(Tag.SOURCE_IMAGE_SEQUENCE).text(Tag.REFERENCED_SOP_INSTANCE_UID))
          .contains("2.25.7");
    }
    Validator.DCIODVFY.accepts(Files.readAllBytes(file));
  }

  @Test
  void burnedInTextIsDeniedOnlyWhereTheSourceDeniesIt() {
    SecondaryCapture movie = new SecondaryCapture(overlay(), 40, TransferSyntax.RLE);
    for (String said : List.of("YES", "NO")) {
      DataSet d = source().text(Tag.BURNED_IN_ANNOTATION, said).build();
      assertThat(burnedIn(movie, d)).isEqualTo(said);
    }
    assertThat(burnedIn(movie, source().build())).isEqualTo("YES");
  }

  private static String burnedIn(SecondaryCapture movie, DataSet source) {
    Creation now = Creation.now();
    NewSeries series = NewSeries.of("OT", 1, "", now.uids());
    return movie.toDataSet(source, series, 1, now).text(Tag.BURNED_IN_ANNOTATION).orElseThrow();
  }

  @Test
  void grayFramesBecomeAGrayCapture() throws Exception {
    Path file = folder.resolve("gray.dcm");
    Cine frames = new Cine(3, 15, 11);
    new SecondaryCapture(frames, 40, TransferSyntax.RLE).write(file, source().build());
    try (DicomFile read = DicomFile.open(file)) {
      assertThat(read.dataSet().text(Tag.SOP_CLASS_UID)).contains("1.2.840.10008.5.1.4.1.1.7.2");
      assertThat(read.frames().frame(2).pixels()).isEqualTo(frames.frame(2).pixels());
      assertThat(read.cine().frames().frame(1).pixels()).isEqualTo(frames.frame(1).pixels());
    }
    Validator.DCIODVFY.accepts(Files.readAllBytes(file));
  }

  /** Of a class whose images have no frames, a capture of one picture: no times, no numbers. */
  @Test
  void onePictureOfASliceIsValid() throws Exception {
    DataSet slice =
        source()
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
            .text(Tag.MODALITY, "CT")
            .ints(Tag.NUMBER_OF_FRAMES, 1)
            .build();
    Path file = folder.resolve("one.dcm");
    new SecondaryCapture(new Cine(1, 15, 11), 40, TransferSyntax.RLE).write(file, slice);
    try (DicomFile read = DicomFile.open(file)) {
      assertThat(read.dataSet().has(Tag.FRAME_INCREMENT_POINTER)).isFalse();
      assertThat(read.dataSet().item(Tag.SOURCE_IMAGE_SEQUENCE).has(Tag.REFERENCED_FRAME_NUMBER))
          .isFalse();
    }
    Validator.DCIODVFY.accepts(Files.readAllBytes(file));
  }

  @Test
  void refusesNoTime() {
    assertThatThrownBy(() -> new SecondaryCapture(overlay(), 0, TransferSyntax.RLE))
        .isInstanceOf(InvalidInputException.class);
  }
}
