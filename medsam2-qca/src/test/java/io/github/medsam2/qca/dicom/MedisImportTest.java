// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Sequence;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.data.Value;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.measure.Calibration;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects with private groups as a public reader of such exports describes them. */
class MedisImportTest {
  private static final int BLOCK = 0x10;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] doubles(double... values) {
    ByteBuffer b = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(b::putDouble);
    return b.array();
  }

  private static byte[] floats(float... values) {
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : values) {
      b.putFloat(v);
    }
    return b.array();
  }

  private static int tag(int group, int block, int element) {
    return group << 16 | block << 8 | element;
  }

  private static DataSetBuilder creator(int group, int block) {
    return DataSet.builder()
        .element(Value.of(group << 16 | block, Vr.LO, text(MedisImport.CREATOR + " ")));
  }

  private static DataSet segment(int block, Consumer<DataSetBuilder> more) {
    int g = MedisImport.SEGMENT;
    DataSetBuilder b =
        creator(g, block)
            .element(Value.of(tag(g, block, 0x22), Vr.LO, text("Mid LAD ")))
            .element(Value.of(tag(g, block, 0x34), Vr.OF, floats(100, 50, 100, 150, 100, 250)))
            .element(Value.of(tag(g, block, 0x41), Vr.FD, doubles(1.35)))
            .element(Value.of(tag(g, block, 0x42), Vr.FL, floats(3.16f)))
            .element(Value.of(tag(g, block, 0x45), Vr.DS, text("57.3")))
            .element(Value.of(tag(g, block, 0x48), Vr.UN, doubles(17.2)))
            .element(Value.of(tag(g, block, 0x49), Vr.UN, text("43.0")))
            .element(Value.of(tag(g, block, 0x51), Vr.UN, doubles(95.5, 50, 95.25, 250)))
            .element(Value.of(tag(g, block, 0x52), Vr.UN, floats(105.5f, 50, 105.25f, 250)))
            .element(Value.of(tag(g, block, 0x69), Vr.IS, text("31\\60\\88 ")));
    more.accept(b);
    return b.build();
  }

  private static DataSet object(int block, DataSet... segments) {
    DataSet analysis =
        creator(MedisImport.FRAME, block)
            .element(Value.of(tag(MedisImport.FRAME, block, 0x21), Vr.US, new byte[] {24, 0}))
            .element(new Sequence(tag(MedisImport.FRAME, block, 0x99), List.of(segments)))
            .build();
    return creator(MedisImport.ANALYSES, block)
        .element(new Sequence(tag(MedisImport.ANALYSES, block, 0x99), List.of(analysis)))
        .build();
  }

  private static MedisResult one(Consumer<DataSetBuilder> more) {
    return MedisImport.read(object(BLOCK, segment(BLOCK, more))).get(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x10, 0x11, 0xff})
  void readsTheAnalysisWhereverItsBlockStands(int block) {
    MedisResult m = MedisImport.read(object(block, segment(block, b -> {}))).get(0);
    assertThat(m.frame()).isEqualTo(24);
    assertThat(m.segmentName()).isEqualTo("Mid LAD");
    assertThat(m.mldMm()).hasValue(1.35);
    assertThat(m.rvdMm().orElseThrow()).isCloseTo(3.16, within(1e-6));
    assertThat(m.diameterStenosis()).hasValue(57.3);
    assertThat(m.lesionLengthMm()).hasValue(17.2);
    assertThat(m.segmentLengthMm()).hasValue(43.0);
    assertThat(m.areaStenosis()).isEmpty();
    assertThat(m.left()).containsExactly(new Point2(95.5, 50), new Point2(95.25, 250));
    assertThat(m.right()).containsExactly(new Point2(105.5, 50), new Point2(105.25, 250));
    assertThat(m.indices()).containsExactly(31, 60, 88);
    assertThat(m.mmPerPixel().orElseThrow()).isCloseTo(0.215, within(1e-9));
    assertThat(m.isConsistent()).isTrue();
  }

  @Test
  void readsItFromAFile() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataSetBuilder b =
        object(BLOCK, segment(BLOCK, x -> {})).toBuilder()
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.12.1")
            .text(Tag.SOP_INSTANCE_UID, "2.25.7");
    DicomWriter.of(TransferSyntax.EXPLICIT_LITTLE).write(out, b.build());
    List<MedisResult> read = MedisImport.read(DicomFile.read(out.toByteArray()).dataSet());
    assertThat(read).isEqualTo(List.of(one(x -> {})));
  }

  @Test
  void othersPrivateElementsAreNotTouched() {
    DataSet other =
        DataSet.builder()
            .element(Value.of(0x7917_0010, Vr.LO, text("SOMEONE ELSE")))
            .element(new Sequence(0x7917_1099, List.of(segment(BLOCK, b -> {}))))
            .build();
    assertThat(MedisImport.read(other)).isEmpty();
    assertThat(MedisImport.read(DataSet.empty())).isEmpty();
  }

  @Test
  void contradictionsAreTold() {
    int stenosis = tag(MedisImport.SEGMENT, BLOCK, 0x45);
    int length = tag(MedisImport.SEGMENT, BLOCK, 0x49);
    assertThat(one(b -> b.element(Value.of(stenosis, Vr.DS, text("46.3")))).isConsistent())
        .isFalse();
    // Centimetres, or a lesion longer than its segment.
    assertThat(one(b -> b.element(Value.of(length, Vr.DS, text("4.3 ")))).isConsistent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "41, NaN",
    "41, -1",
    "41, 1e9",
    "45, 101",
    "45, Infinity",
    "69, 1.5",
    "69, 1e7",
    "42, word",
    "34, 1\\2\\3",
    "51, 1e9\\2",
    "41, 1\\2"
  })
  void refusesWhatCannotBe(String element, String value) {
    int tag = tag(MedisImport.SEGMENT, BLOCK, Integer.parseInt(element, 16));
    assertThatThrownBy(() -> one(b -> b.element(Value.of(tag, Vr.UT, text(value)))))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("7921,10" + element)
        .hasMessageNotContaining(value);
  }

  @Test
  void countsHaveLimits() {
    DataSet s = segment(BLOCK, b -> {});
    DataSet[] many = Collections.nCopies(1001, s).toArray(DataSet[]::new);
    assertThatThrownBy(() -> MedisImport.read(object(BLOCK, many)))
        .isInstanceOf(DicomException.class);
    byte[] line = new byte[8 * 400_002];
    int tag = tag(MedisImport.SEGMENT, BLOCK, 0x34);
    assertThatThrownBy(() -> one(b -> b.element(Value.of(tag, Vr.OD, line))))
        .isInstanceOf(DicomException.class);
  }

  @Property(tries = 500)
  void anyBytesGiveAResultOrTheModulesException(@ForAll long seed) {
    Random random = new Random(seed);
    Vr[] kinds = Vr.values();
    DataSet s =
        segment(
            BLOCK,
            b -> {
              for (int k = 0; k < 3; k++) {
                byte[] bytes = new byte[2 * random.nextInt(40)];
                random.nextBytes(bytes);
                Vr vr = kinds[random.nextInt(kinds.length)];
                int element = 0x20 + random.nextInt(0x60);
                if (vr != Vr.SQ) {
                  b.element(Value.of(tag(MedisImport.SEGMENT, BLOCK, element), vr, bytes));
                }
              }
            });
    try {
      MedisResult m = MedisImport.read(object(BLOCK, s)).get(0);
      assertThat(m.mldMm().orElse(0)).isBetween(0.0, 1000.0);
    } catch (DicomException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  @Test
  void frenchIsNoMillimetre() {
    assertThatThrownBy(() -> MedisUnits.catheterMillimetres(8.0, 12))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("French");
    Calibration c = MedisUnits.catheterMillimetres(8 / 3.0, 12);
    assertThat(c.mmPerPixel().orElseThrow()).isCloseTo(8 / 3.0 / 12, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {9.8, 3.4, 0, -1, Double.NaN})
  void scaleFactorsOfOtherUnitsAreRefused(double factor) {
    assertThatThrownBy(() -> MedisUnits.scaleFactor(factor))
        .isInstanceOf(InvalidInputException.class);
    assertThat(MedisUnits.scaleFactor(0.2).mmPerPixel()).hasValue(0.2);
  }
}
