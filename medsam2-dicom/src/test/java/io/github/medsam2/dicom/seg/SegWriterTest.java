// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.data.Bytes;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.NewSeries;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegWriterTest {
  private static final DataSet CINE = SegFixtures.cine(3, 3, 4);

  private static SegWriter writer(SegForm form) {
    return SegWriter.of(CINE, form, SegFixtures.THREE).creation(SegFixtures.creation());
  }

  private static Mask mask(int... pixels) {
    byte[] out = new byte[9];
    for (int p : pixels) {
      out[p] = 1;
    }
    return Mask.of(3, 3, out);
  }

  private static byte[] pixels(DataSet d) {
    Bytes b = (Bytes) d.element(Tag.PIXEL_DATA).orElseThrow();
    byte[] out = new byte[(int) b.length()];
    b.read(0, out, 0, out.length);
    return out;
  }

  @Test
  void packsBitsFromTheLowestUpWithoutPadding() {
    DataSet d = writer(SegForm.binary()).mask(1, 0, mask(0, 8)).mask(1, 3, mask(1)).build();
    // Frame 1 is 1000 0000 1, frame 2 is 0100 0000 0, each from the lowest bit up.
    assertThat(pixels(d)).containsExactly(1, 0b0000_0101, 0);
    assertThat(d.integer(Tag.NUMBER_OF_FRAMES)).hasValue(2);
  }

  @Test
  void ordersFramesBySegmentThenTimeAndSaysWhereTheyComeFrom() {
    DataSet d =
        writer(SegForm.binary())
            .mask(2, 1, mask(4))
            .mask(1, 3, mask(4))
            .mask(1, 2, mask(4))
            .mask(1, 0, mask())
            .build();
    List<DataSet> frames = d.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    assertThat(frames)
        .extracting(f -> f.item(Tag.FRAME_CONTENT_SEQUENCE).ints(Tag.DIMENSION_INDEX_VALUES))
        .containsExactly(new int[] {1, 3}, new int[] {1, 4}, new int[] {2, 2});
    DataSet image =
        frames.get(2).item(Tag.DERIVATION_IMAGE_SEQUENCE).item(Tag.SOURCE_IMAGE_SEQUENCE);
    assertThat(image.ints(Tag.REFERENCED_FRAME_NUMBER)).containsExactly(2);
    assertThat(image.text(Tag.REFERENCED_SOP_INSTANCE_UID)).contains("2.25.100");
    assertThat(d.has(Tag.FRAME_OF_REFERENCE_UID)).isFalse();
    assertThat(d.item(Tag.REFERENCED_SERIES_SEQUENCE).text(Tag.SERIES_INSTANCE_UID))
        .contains("2.25.300");
  }

  /** A validator would not notice. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 4, 1000})
  void refusesAFrameTheSourceDoesNotHave(int frame) {
    for (SegForm form : List.of(SegForm.binary(), SegForm.fractional(), SegForm.labelmap(8))) {
      assertThatThrownBy(() -> writer(form).mask(1, frame, mask(1)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("source frame");
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    SegWriter w = writer(SegForm.binary());
    assertThatThrownBy(() -> w.mask(4, 0, mask(1))).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> w.mask(0, 0, mask(1))).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> w.mask(1, 0, Mask.empty(3, 4)))
        .isInstanceOf(InvalidInputException.class);
    FloatBuffer p = FloatBuffer.allocate(9);
    assertThatThrownBy(() -> w.probabilities(1, 0, p)).isInstanceOf(InvalidInputException.class);
    SegWriter f = writer(SegForm.fractional());
    assertThatThrownBy(() -> f.probabilities(1, 0, FloatBuffer.allocate(8)))
        .isInstanceOf(InvalidInputException.class);
    for (float bad : new float[] {Float.NaN, -0.01f, 1.01f}) {
      p.put(5, bad);
      assertThatThrownBy(() -> f.probabilities(1, 0, p)).isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> w.content("lower case", "")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> SegWriter.of(CINE, SegForm.binary(), List.of()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesASourceThatIsNoImage() {
    DataSet noSize = CINE.toBuilder().remove(Tag.ROWS).build();
    assertThatThrownBy(() -> SegWriter.of(noSize, SegForm.binary(), SegFixtures.THREE))
        .isInstanceOf(DicomException.class);
    DataSet noIdentity = CINE.toBuilder().remove(Tag.SOP_INSTANCE_UID).build();
    assertThatThrownBy(() -> SegWriter.of(noIdentity, SegForm.binary(), SegFixtures.THREE))
        .isInstanceOf(DicomException.class);
  }

  @Test
  void aLabelMapHoldsOneSegmentAPixel() {
    SegWriter w = writer(SegForm.labelmap(8)).mask(1, 0, mask(0, 1)).mask(2, 0, mask(2));
    assertThatThrownBy(() -> w.mask(3, 0, mask(5, 2))).isInstanceOf(InvalidInputException.class);
    // What was refused left nothing behind.
    assertThat(pixels(w.build())).containsExactly(1, 1, 2, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void aLabelMapOfManySegmentsNeeds16Bits() {
    List<Segment> many = Collections.nCopies(300, SegFixtures.VESSEL);
    assertThatThrownBy(() -> SegWriter.of(CINE, SegForm.labelmap(8), many))
        .isInstanceOf(InvalidInputException.class);
    SegForm form = SegForm.labelmap(16).compressed(SegForm.Compression.RUN_LENGTH);
    DataSet d = SegWriter.of(CINE, form, many).mask(300, 1, mask(4)).build();
    assertThat(d.items(Tag.SEGMENT_SEQUENCE)).hasSize(301);
    assertThat(d.integer(Tag.PIXEL_PADDING_VALUE)).hasValue(0);
    assertThat(SegFixtures.read(form, d).mask(300, 1)).isEqualTo(mask(4));
  }

  @Test
  void aLaterMaskReplacesAnEarlierOne() {
    SegWriter w = writer(SegForm.binary()).mask(1, 0, mask(1)).mask(1, 0, mask(2));
    DataSet before = w.build();
    w.mask(1, 0, mask());
    assertThat(pixels(before)).containsExactly(4, 0);
    // Nothing is left, and DICOM knows no object without a frame.
    assertThat(pixels(w.build())).containsExactly(0, 0);
    for (int bits : new int[] {8, 16}) {
      SegForm labels = SegForm.labelmap(bits);
      SegWriter map = writer(labels).mask(2, 0, mask(7)).mask(1, 0, mask(1, 2));
      SegReader reader = SegFixtures.read(labels, map.mask(1, 0, mask(2, 3)).build());
      assertThat(reader.mask(1, 0)).isEqualTo(mask(2, 3));
      assertThat(reader.mask(2, 0)).isEqualTo(mask(7));
    }
  }

  @Test
  void sameClockAndSeedMakeTheSameFile() {
    SegForm form = SegForm.binary();
    byte[] first = form.writer().toBytes(writer(form).mask(1, 0, mask(1)).build());
    byte[] second = form.writer().toBytes(writer(form).mask(1, 0, mask(1)).build());
    assertThat(first).isEqualTo(second);
  }

  @Test
  void goesToTheSeriesItIsTold() {
    NewSeries series = NewSeries.of("SEG", 7, "Vessels", UidGenerator.seeded(9));
    DataSet d =
        writer(SegForm.binary())
            .mask(1, 0, mask(1))
            .series(series, 3)
            .content("VESSELS", "Left coronary")
            .build();
    assertThat(d.text(Tag.SERIES_INSTANCE_UID)).contains(series.uid());
    assertThat(d.integer(Tag.INSTANCE_NUMBER)).hasValue(3);
    assertThat(d.text(Tag.CONTENT_LABEL)).contains("VESSELS");
  }

  @Test
  void writesAFileWholeAndSaysWhatItHolds(@TempDir Path folder) throws Exception {
    Path target = folder.resolve("seg.dcm");
    DataSet written = writer(SegForm.binary()).mask(1, 0, mask(1)).write(target);
    try (var object = new DicomParser(DicomLimits.defaults(), Strictness.STRICT).read(target);
        Stream<Path> files = Files.list(folder)) {
      assertThat(object.dataSet().text(Tag.SOP_INSTANCE_UID))
          .isEqualTo(written.text(Tag.SOP_INSTANCE_UID));
      assertThat(files).containsExactly(target);
    }
  }
}
