// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.error.DicomException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomParserTest {
  private static final int ITEM = 0xfffee000;
  private static final int ITEM_END = 0xfffee00d;
  private static final int SEQUENCE_END = 0xfffee0dd;
  private static final long UNDEFINED = 0xffffffffL;

  private static DicomObject strict(byte[] file) {
    return new DicomParser(DicomLimits.defaults(), Strictness.STRICT).read(file);
  }

  private static DicomObject lenient(byte[] file) {
    return new DicomParser(DicomLimits.defaults(), Strictness.LENIENT).read(file);
  }

  private static RawDicom sample(RawDicom raw) {
    raw.text(0x00080060, "CS", "XA").header(0x00081140, "SQ", UNDEFINED);
    raw.item(ITEM, UNDEFINED).text(0x00081160, "IS", "7 ").item(ITEM_END, 0);
    RawDicom inner = raw;
    inner.item(SEQUENCE_END, 0);
    raw.header(0x00189404, "FL", 8).u32(Float.floatToIntBits(0.25f)).u32(Float.floatToIntBits(2));
    raw.us(0x00280010, 2).us(0x00280011, 3);
    raw.header(0x7fe00010, "OW", 12);
    for (int i = 0; i < 6; i++) {
      raw.u16(1000 + i);
    }
    return raw;
  }

  private static void checkSample(DicomObject object) {
    DataSet d = object.dataSet();
    assertThat(object.findings()).isEmpty();
    assertThat(d.text(Tag.MODALITY)).contains("XA");
    assertThat(d.item(Tag.REFERENCED_IMAGE_SEQUENCE).ints(Tag.REFERENCED_FRAME_NUMBER))
        .containsExactly(7);
    assertThat(d.doubles(Tag.OBJECT_PIXEL_SPACING_IN_CENTER_OF_BEAM)).containsExactly(0.25, 2);
    assertThat(d.integer(Tag.COLUMNS)).hasValue(3);
    assertThat(d.element(Tag.PIXEL_DATA).orElseThrow()).isInstanceOf(Located.class);
    byte[] three = new byte[3];
    ((Bytes) d.element(Tag.PIXEL_DATA).orElseThrow()).read(3, three, 0, 3);
    assertThat(three).containsExactly((byte) (1001 >> 8), (byte) (1002 & 255), (byte) (1002 >> 8));
  }

  @Test
  void readsEveryLayoutToTheSameValues() {
    checkSample(strict(sample(RawDicom.explicitLittle()).file("1.2.840.10008.1.2.1")));
    checkSample(strict(sample(RawDicom.implicitLittle()).file("1.2.840.10008.1.2")));
    checkSample(strict(sample(RawDicom.explicitBig()).file("1.2.840.10008.1.2.2")));
  }

  @Test
  void readsFileBytesAndStreamAlike(@TempDir Path folder) throws Exception {
    byte[] bytes = sample(RawDicom.explicitLittle()).file("1.2.840.10008.1.2.1");
    Path file = Files.write(folder.resolve("a.dcm"), bytes);
    DicomParser parser = new DicomParser(DicomLimits.defaults(), Strictness.STRICT);
    try (DicomObject fromFile = parser.read(file);
        DicomObject fromStream = parser.read(new ByteArrayInputStream(bytes))) {
      checkSample(fromFile);
      checkSample(fromStream);
    }
  }

  @Test
  void aClosedFileSaysSo(@TempDir Path folder) throws Exception {
    byte[] bytes = sample(RawDicom.explicitLittle()).file("1.2.840.10008.1.2.1");
    Path file = Files.write(folder.resolve("Doe^John.dcm"), bytes);
    DicomParser parser = new DicomParser(DicomLimits.defaults(), Strictness.STRICT);
    DicomObject object = parser.read(file);
    object.close();
    object.close();
    Bytes pixels = (Bytes) object.dataSet().element(Tag.PIXEL_DATA).orElseThrow();
    assertThatThrownBy(() -> pixels.read(0, new byte[2], 0, 2))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("one that was closed");
    assertThatThrownBy(() -> parser.read(folder.resolve("Doe^Jane.dcm")))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("no file of that name")
        .hasMessageNotContaining("Doe");
    assertThatThrownBy(() -> parser.read(folder))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("a folder");
    assertThatThrownBy(() -> parser.read(new byte[0]))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("no byte");
  }

  @Test
  void locatesFragmentsWithoutSearchingThem() {
    RawDicom raw = RawDicom.explicitLittle().header(0x7fe00010, "OB", UNDEFINED);
    raw.item(ITEM, 8).u32(0).u32(20);
    // A planted delimiter inside a codestream is data.
    raw.item(ITEM, 12).u16(0xfffe).u16(0xe0dd).u32(0).u32(1);
    raw.item(ITEM, 2).u16(0x1234).item(SEQUENCE_END, 0);
    DataSet d = strict(raw.file("1.2.840.10008.1.2.4.70")).dataSet();
    Fragments f = (Fragments) d.element(Tag.PIXEL_DATA).orElseThrow();
    assertThat(f.count()).isEqualTo(2);
    assertThat(f.offsetTable()).containsExactly(0, 20);
    assertThat(f.itemOffsets()).containsExactly(0, 20);
    byte[] last = new byte[2];
    f.read(1, last, 0, 2);
    assertThat(last).containsExactly(0x34, 0x12);
  }

  @Test
  void readsASequenceUnderUnAsImplicit() {
    byte[] item = RawDicom.implicitLittle().item(ITEM, 10).us(0x00280010, 5).bytes();
    RawDicom raw = RawDicom.explicitLittle().element(0x00081140, "UN", item);
    raw.header(0x00091010, "UN", UNDEFINED).raw(item).item(SEQUENCE_END, 0).us(0x00280011, 9);
    DataSet d = strict(raw.file("1.2.840.10008.1.2.1")).dataSet();
    assertThat(d.item(Tag.REFERENCED_IMAGE_SEQUENCE).integer(Tag.ROWS)).hasValue(5);
    assertThat(((Sequence) d.element(0x00091010).orElseThrow()).items()).hasSize(1);
    assertThat(d.integer(Tag.COLUMNS)).hasValue(9);
  }

  @Test
  void keepsWhatStandsBeforeDamage() {
    RawDicom raw = RawDicom.explicitLittle().us(0x00280010, 4);
    raw.header(0x00281050, "DS", 40).raw((byte) '1');
    byte[] file = raw.file("1.2.840.10008.1.2.1");
    DicomObject object = lenient(file);
    assertThat(object.dataSet().integer(Tag.ROWS)).hasValue(4);
    assertThat(object.dataSet().element(Tag.WINDOW_CENTER)).isEmpty();
    assertThat(object.findings()).hasSize(1);
    assertThatThrownBy(() -> strict(file))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("(0028,1050) WINDOW_CENTER");
  }

  @Test
  void keepsWholeFragmentsOfATruncatedFile() {
    RawDicom raw = RawDicom.explicitLittle().header(0x7fe00010, "OB", UNDEFINED);
    raw.item(ITEM, 0).item(ITEM, 2).u16(1).item(ITEM, 200).u16(2);
    DicomObject object = lenient(raw.file("1.2.840.10008.1.2.4.70"));
    assertThat(((Fragments) object.dataSet().element(Tag.PIXEL_DATA).orElseThrow()).count())
        .isEqualTo(1);
    assertThat(object.findings()).isNotEmpty();
  }

  @Test
  void takesABareDataSetLeniently() {
    byte[] bare = sample(RawDicom.implicitLittle()).bytes();
    DicomObject object = lenient(bare);
    assertThat(object.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_LITTLE);
    assertThat(object.dataSet().integer(Tag.ROWS)).hasValue(2);
    assertThat(object.findings()).hasSize(2);
    assertThatThrownBy(() -> strict(bare)).isInstanceOf(DicomException.class);
    assertThatThrownBy(() -> lenient("certainly no DICOM".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(DicomException.class);
  }

  @Test
  void sortsAndDropsTheSecondOfATag() {
    RawDicom raw = RawDicom.explicitLittle().us(0x00280011, 1).us(0x00280010, 2).us(0x00280011, 3);
    byte[] file = raw.file("1.2.840.10008.1.2.1");
    DataSet d = lenient(file).dataSet();
    assertThat(d.size()).isEqualTo(2);
    assertThat(d.integer(Tag.COLUMNS)).hasValue(1);
    assertThatThrownBy(() -> strict(file)).isInstanceOf(DicomException.class);
  }

  @Test
  void messagesHoldNoValue() {
    RawDicom raw = RawDicom.explicitLittle().text(0x00100010, "PN", "Secret^Name ");
    raw.text(0x00181110, "DS", "Secret12");
    DataSet d = strict(raw.file("1.2.840.10008.1.2.1")).dataSet();
    assertThatThrownBy(() -> d.number(Tag.DISTANCE_SOURCE_TO_DETECTOR))
        .isInstanceOf(DicomException.class)
        .hasMessageNotContaining("Secret")
        .hasNoCause();
    assertThat(d + " " + d.element(Tag.PATIENT_NAME)).doesNotContain("Secret");
    assertThat(d.text(Tag.PATIENT_NAME)).contains("Secret^Name");
  }

  @Test
  void tagRowsAscend() {
    assertThat(List.of(Tag.values()))
        .isSortedAccordingTo((a, b) -> Integer.compareUnsigned(a.number(), b.number()));
    assertThat(Tag.of(0x00280010)).isEqualTo(Tag.ROWS);
    assertThat(Tag.of(0xfffcfffc)).isEqualTo(Tag.DATA_SET_TRAILING_PADDING);
    assertThat(Tag.of(0x00280013)).isNull();
  }
}
