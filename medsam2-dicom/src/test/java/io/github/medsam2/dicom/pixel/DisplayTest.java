// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.xa.CineClip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only says how pixels are shown, or is missing or odd in their description. */
class DisplayTest {

  private static DataSetBuilder gray() {
    byte[] pixels = new byte[48];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 5);
    }
    return Objects.gray(8, 6, 1, 8, 8)
        .remove(Tag.NUMBER_OF_FRAMES)
        .bytes(Tag.PIXEL_DATA, Vr.OB, pixels);
  }

  private static CineClip read(DataSetBuilder b) {
    return DicomFile.read(DicomWriter.explicit().toBytes(b.build())).cine();
  }

  private static DataSetBuilder ascii(DataSetBuilder b, Tag tag, Vr vr, String text) {
    byte[] bytes = (text + (text.length() % 2 == 0 ? "" : " ")).getBytes(StandardCharsets.US_ASCII);
    return b.bytes(tag, vr, bytes);
  }

  private static int[] shown(CineClip clip) {
    int[] out = new int[48];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) clip.frames().frame(0).value(i % 8, i / 8, 0);
    }
    return out;
  }

  @Test
  void malformedDisplayAttributesAreFindingsAndFramesAreShown() {
    int[] plain = shown(read(gray()));
    DataSet empty = DataSet.builder().empty(Tag.LUT_DESCRIPTOR).empty(Tag.LUT_DATA).build();
    DataSet odd =
        DataSet.builder()
            .ints(Tag.LUT_DESCRIPTOR, 256, 0, 16)
            .bytes(Tag.LUT_DATA, Vr.OW, new byte[6])
            .build();
    List<DataSetBuilder> wrong =
        List.of(
            ascii(gray().doubles(Tag.WINDOW_WIDTH, 255.5), Tag.WINDOW_CENTER, Vr.DS, "127,5"),
            ascii(gray().doubles(Tag.WINDOW_CENTER, 100), Tag.WINDOW_WIDTH, Vr.DS, "wide"),
            gray().doubles(Tag.WINDOW_CENTER, 100).doubles(Tag.WINDOW_WIDTH, 0),
            gray().doubles(Tag.WINDOW_CENTER, 100),
            gray().items(Tag.VOI_LUT_SEQUENCE, empty),
            gray().items(Tag.VOI_LUT_SEQUENCE, odd),
            gray().items(Tag.MODALITY_LUT_SEQUENCE, empty),
            gray().items(Tag.MODALITY_LUT_SEQUENCE, odd),
            ascii(gray(), Tag.RESCALE_SLOPE, Vr.DS, "one"),
            gray().doubles(Tag.RESCALE_SLOPE, 0).doubles(Tag.RESCALE_INTERCEPT, 3),
            gray().text(Tag.PRESENTATION_LUT_SHAPE, "UPSIDE"),
            ascii(gray(), Tag.PIXEL_PADDING_VALUE, Vr.DS, "none"),
            ascii(gray(), Tag.R_WAVE_POINTER, Vr.IS, "beat"));
    for (DataSetBuilder b : wrong) {
      CineClip clip = read(b);
      assertThat(clip.findings()).isNotEmpty();
      assertThat(shown(clip)).isEqualTo(plain);
    }
  }

  @Test
  void theNextWindowIsTakenWhereOneIsVoid() {
    int[] right = shown(read(gray().doubles(Tag.WINDOW_CENTER, 40).doubles(Tag.WINDOW_WIDTH, 60)));
    for (Map.Entry<String, String> void1 :
        Map.of("10\\40", "0\\60", "\\40", "\\60", "x\\40", "9\\60", "1\\40", "\\60").entrySet()) {
      DataSetBuilder b = ascii(gray(), Tag.WINDOW_CENTER, Vr.DS, void1.getKey());
      CineClip clip = read(ascii(b, Tag.WINDOW_WIDTH, Vr.DS, void1.getValue()));
      assertThat(shown(clip)).isEqualTo(right);
      assertThat(clip.findings()).isNotEmpty();
    }
  }

  @Test
  void aPaletteThatIsMalformedLeavesStoredValues() {
    CineClip clip = read(gray().text(Tag.PHOTOMETRIC_INTERPRETATION, "palette_color"));
    assertThat(shown(clip)).isEqualTo(shown(read(gray())));
    assertThat(clip.findings().toString()).contains("palette");
  }

  @Test
  void aTermIsInvertedHoweverItIsSpelt() {
    int[] plain = shown(read(gray()));
    for (DataSetBuilder b :
        List.of(
            gray().text(Tag.PHOTOMETRIC_INTERPRETATION, "Monochrome 1"),
            gray().text(Tag.PRESENTATION_LUT_SHAPE, "inverse"))) {
      assertThat(shown(read(b))[47]).isEqualTo(255 - plain[47]);
    }
  }

  @Test
  void aNumberOfFramesThatIsNoneIsOne() {
    for (DataSetBuilder b :
        List.of(
            gray().ints(Tag.NUMBER_OF_FRAMES, 0),
            gray().ints(Tag.NUMBER_OF_FRAMES, -4),
            ascii(gray(), Tag.NUMBER_OF_FRAMES, Vr.IS, "many"))) {
      CineClip clip = read(b);
      assertThat(clip.frames().count()).isEqualTo(1);
      assertThat(clip.findings()).isNotEmpty();
    }
    CineClip more = read(gray().bytes(Tag.PIXEL_DATA, Vr.OB, new byte[144]));
    assertThat(more.findings().toString()).contains("more frames");
  }

  @Test
  void realPixelsAreReadAsTheyAre() {
    ByteBuffer floats = ByteBuffer.allocate(192).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer doubles = ByteBuffer.allocate(384).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 48; i++) {
      floats.putFloat(i == 3 ? Float.NaN : i * 0.25f - 3);
      doubles.putDouble(i * 0.25 - 3);
    }
    DataSetBuilder described =
        gray().remove(Tag.PIXEL_DATA).remove(Tag.BITS_STORED).remove(Tag.HIGH_BIT);
    described.remove(Tag.PIXEL_REPRESENTATION);
    for (DataSetBuilder b :
        List.of(
            described.build().toBuilder()
                .ints(Tag.BITS_ALLOCATED, 32)
                .bytes(Tag.FLOAT_PIXEL_DATA, Vr.OF, floats.array()),
            described.build().toBuilder()
                .ints(Tag.BITS_ALLOCATED, 64)
                .bytes(Tag.DOUBLE_FLOAT_PIXEL_DATA, Vr.OD, doubles.array()))) {
      CineClip clip = read(b);
      assertThat(clip.storedFrames().frame(0).value(7, 5, 0)).isEqualTo(47 * 0.25f - 3);
      assertThat(shown(clip)[47]).isEqualTo(255);
      assertThat(shown(clip)[0]).isZero();
    }
  }

  /** The size of a mammogram; the refusal names what raises its limit. */
  @Test
  void limitsNameTheMethodThatRaisesThem() {
    byte[] file =
        DicomWriter.explicit().toBytes(gray().ints(Tag.ROWS, 5928).ints(Tag.COLUMNS, 4728).build());
    DicomLimits low = DicomLimits.defaults().withFrameSamples(24 << 20);
    DicomFile refused = DicomFile.read(file, low, Strictness.LENIENT);
    assertThatThrownBy(refused::frames)
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("withFrameSamples");
    DicomLimits enough = low.withFrameSamples(5928L * 4728);
    DicomFile taken = DicomFile.read(file, enough, Strictness.LENIENT);
    assertThatThrownBy(taken::frames).hasMessageContaining("at least one whole frame");
    byte[] many =
        DicomWriter.explicit().toBytes(gray().ints(Tag.NUMBER_OF_FRAMES, 500_001).build());
    DicomLimits few = DicomLimits.defaults().withFrames(500_000);
    assertThatThrownBy(() -> DicomFile.read(many, few, Strictness.LENIENT).frames())
        .hasMessageContaining("withFrames");
    assertThat(DicomLimits.defaults().frames()).isGreaterThan(391 * 391);
  }
}
