// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DicomWriterTest {
  private static final DicomParser STRICT =
      new DicomParser(DicomLimits.defaults(), Strictness.STRICT);

  private static DataSetBuilder sample() {
    DataSet item = DataSet.builder().text(Tag.CODE_VALUE, "41801008").build();
    return DataSet.builder()
        .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
        .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
        .text(Tag.SOP_INSTANCE_UID, "2.25.1")
        .text(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY")
        .items(Tag.ANATOMIC_REGION_SEQUENCE, item, DataSet.empty())
        .ints(Tag.ROWS, 65535)
        .ints(Tag.FRAME_INCREMENT_POINTER, Tag.FRAME_TIME.number())
        .ints(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN, -1)
        .doubles(Tag.FRAME_TIME, 66.6667)
        .doubles(Tag.PHYSICAL_DELTA_X, 1.0 / 3)
        .empty(Tag.PATIENT_NAME);
  }

  static Stream<TransferSyntax> plain() {
    return Stream.of(
        TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.IMPLICIT_LITTLE, TransferSyntax.DEFLATED);
  }

  @ParameterizedTest
  @MethodSource("plain")
  void readsBackWhatItWrote(TransferSyntax syntax) {
    DataSet written = sample().bytes(Tag.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3}).build();
    DicomObject read = STRICT.read(DicomWriter.of(syntax).toBytes(written));
    DataSet d = read.dataSet();
    assertThat(read.transferSyntax()).isEqualTo(syntax);
    assertThat(d.size()).isEqualTo(written.size());
    assertThat(d.texts(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "PRIMARY");
    assertThat(d.items(Tag.ANATOMIC_REGION_SEQUENCE)).hasSize(2);
    assertThat(d.item(Tag.ANATOMIC_REGION_SEQUENCE).text(Tag.CODE_VALUE)).contains("41801008");
    assertThat(d.integer(Tag.ROWS)).hasValue(65535);
    assertThat(d.ints(Tag.FRAME_INCREMENT_POINTER)).containsExactly(Tag.FRAME_TIME.number());
    assertThat(d.integer(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN)).hasValue(-1);
    assertThat(d.number(Tag.FRAME_TIME)).hasValue(66.6667);
    assertThat(d.number(Tag.PHYSICAL_DELTA_X)).hasValue(1.0 / 3);
    assertThat(((Bytes) d.element(Tag.PIXEL_DATA).orElseThrow()).length()).isEqualTo(4);
  }

  @Test
  void writesFragmentsWithTheirTable() {
    List<byte[]> frames = List.of(new byte[] {1, 2, 3}, new byte[] {4, 5});
    DataSet written = sample().element(Fragments.ofFrames(frames)).build();
    DicomObject read = STRICT.read(DicomWriter.of(TransferSyntax.RLE).toBytes(written));
    Fragments f = (Fragments) read.dataSet().element(Tag.PIXEL_DATA).orElseThrow();
    assertThat(f.offsetTable()).containsExactly(0, 12);
    assertThat(f.itemOffsets()).containsExactly(0, 12);
    byte[] first = new byte[f.length(0)];
    f.read(0, first, 0, 4);
    assertThat(first).containsExactly(1, 2, 3, 0);
    assertThatThrownBy(() -> DicomWriter.explicit().toBytes(written))
        .isInstanceOf(DicomException.class);
  }

  @Test
  void saysTheGroupLength() {
    byte[] file = DicomWriter.explicit().toBytes(sample().build());
    DicomObject read = STRICT.read(file);
    int declared = read.fileMeta().integer(Tag.FILE_META_INFORMATION_GROUP_LENGTH).orElseThrow();
    // 132 bytes of preamble and prefix, 12 of the group length itself, then (0008,0005).
    assertThat(file[132 + 12 + declared]).isEqualTo((byte) 8);
    assertThat(read.fileMeta().text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).contains("2.25.1");
  }

  @Test
  void writesALongShortValueAsUn() {
    double[] vector = new double[20_000];
    java.util.Arrays.fill(vector, 66.67);
    DataSet written = sample().doubles(Tag.FRAME_TIME_VECTOR, vector).build();
    DataSet read = STRICT.read(DicomWriter.explicit().toBytes(written)).dataSet();
    assertThat(read.element(Tag.FRAME_TIME_VECTOR).orElseThrow().vr()).isEqualTo(Vr.UN);
    assertThat(read.doubles(Tag.FRAME_TIME_VECTOR)).isEqualTo(vector);
  }

  @Test
  void leavesNothingBehindWhenItFails(@TempDir Path folder) throws Exception {
    Path target = Files.writeString(folder.resolve("a.dcm"), "before");
    DataSet bad = sample().remove(Tag.SOP_CLASS_UID).build();
    assertThatThrownBy(() -> DicomWriter.explicit().write(target, bad))
        .isInstanceOf(DicomException.class);
    assertThat(target).hasContent("before");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
    DicomWriter.explicit().write(target, sample().build());
    try (DicomObject read = STRICT.read(target);
        Stream<Path> files = Files.list(folder)) {
      assertThat(read.dataSet().integer(Tag.ROWS)).hasValue(65535);
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void refusesWhatAVrCannotHold() {
    assertThatThrownBy(() -> DataSet.builder().ints(Tag.ROWS, 65536))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> DataSet.builder().text(Tag.CODE_MEANING, "a\\b"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> DataSet.builder().doubles(Tag.FRAME_TIME, Double.NaN))
        .isInstanceOf(InvalidInputException.class);
  }

  @Property(tries = 200)
  void decimalTextFitsAndIsClose(@ForAll @DoubleRange(min = -1e300, max = 1e300) double value) {
    String text = DecimalText.of(value);
    assertThat(text.length()).isBetween(1, 16);
    // A sign, a point and an exponent of five characters leave nine digits.
    assertThat(Double.parseDouble(text))
        .isCloseTo(value, org.assertj.core.data.Percentage.withPercentage(1e-6));
  }
}
