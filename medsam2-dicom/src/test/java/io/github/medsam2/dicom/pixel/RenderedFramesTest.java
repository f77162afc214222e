// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import org.junit.jupiter.api.Test;

class RenderedFramesTest {

  private static int[] render(DataSetBuilder b) {
    DicomObject object = Objects.read(b);
    Image image =
        RenderedFrames.of(DicomFrames.of(object, DicomLimits.defaults()), object.dataSet())
            .frame(0);
    int[] out = new int[image.width()];
    for (int x = 0; x < out.length; x++) {
      out[x] = (int) image.value(x, 0, 0);
    }
    return out;
  }

  private static DataSetBuilder ramp() {
    return Objects.gray(4, 1, 1, 16, 10)
        .bytes(Tag.PIXEL_DATA, Vr.OW, Objects.words(0, 100, 500, 1023));
  }

  @Test
  void showsAllStoredValuesWithoutAWindow() {
    assertThat(render(ramp())).containsExactly(0, 25, 125, 255);
    assertThat(render(ramp().text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1")))
        .containsExactly(255, 230, 130, 0);
    assertThat(render(ramp().text(Tag.PRESENTATION_LUT_SHAPE, "INVERSE")))
        .containsExactly(255, 230, 130, 0);
  }

  /** Values of the formulas of PS3.3 C.11.2.1.2 and C.11.2.1.3. */
  @Test
  void windowsFollowTheirFormulas() {
    Voi.Window linear = new Voi.Window(2048, 4096, Voi.Function.LINEAR);
    assertThat(linear.gray(0)).isZero();
    assertThat(linear.gray(4095)).isEqualTo(1);
    assertThat(linear.gray(2047.5)).isEqualTo(0.5);
    Voi.Window threshold = new Voi.Window(100, 1, Voi.Function.LINEAR);
    assertThat(threshold.gray(99)).isZero();
    assertThat(threshold.gray(100)).isEqualTo(1);
    Voi.Window exact = new Voi.Window(100, 50, Voi.Function.LINEAR_EXACT);
    assertThat(exact.gray(75)).isZero();
    assertThat(exact.gray(100)).isEqualTo(0.5);
    assertThat(exact.gray(125)).isEqualTo(1);
    Voi.Window sigmoid = new Voi.Window(100, 50, Voi.Function.SIGMOID);
    assertThat(sigmoid.gray(100)).isEqualTo(0.5);
    assertThat(sigmoid.gray(112.5)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    assertThatThrownBy(() -> new Voi.Window(0, 0.5, Voi.Function.LINEAR))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void windowsActOnRescaledValues() {
    DataSetBuilder b =
        ramp()
            .doubles(Tag.RESCALE_SLOPE, 2)
            .doubles(Tag.RESCALE_INTERCEPT, -1000)
            .doubles(Tag.WINDOW_CENTER, 0)
            .doubles(Tag.WINDOW_WIDTH, 1000)
            .text(Tag.VOI_LUT_FUNCTION, "LINEAR_EXACT");
    assertThat(render(b)).containsExactly(0, 0, 128, 255);
  }

  @Test
  void aProjectionForDisplayKeepsItsValues() {
    DataSet lut =
        DataSet.builder()
            .ints(Tag.LUT_DESCRIPTOR, 1024, 0, 16)
            .bytes(Tag.LUT_DATA, Vr.OW, new byte[2048])
            .build();
    DataSetBuilder b = ramp().items(Tag.MODALITY_LUT_SEQUENCE, lut);
    assertThat(render(b.text(Tag.PIXEL_INTENSITY_RELATIONSHIP, "LOG")))
        .containsExactly(0, 25, 125, 255);
    assertThat(render(b.text(Tag.PIXEL_INTENSITY_RELATIONSHIP, "LIN"))).containsExactly(0, 0, 0, 0);
  }

  @Test
  void looksValuesUpInATable() {
    DataSet lut =
        DataSet.builder()
            .ints(Tag.LUT_DESCRIPTOR, 2, 200, 8)
            .bytes(Tag.LUT_DATA, Vr.OW, new byte[] {10, (byte) 250})
            .build();
    assertThat(render(ramp().items(Tag.VOI_LUT_SEQUENCE, lut))).containsExactly(10, 10, 250, 250);
  }

  @Test
  void aTableMayBeginBelowZeroAndHoldAll65536Entries() {
    byte[] entries = new byte[65536];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = (byte) (i >> 8);
    }
    // -32768 is the first value mapped, 0 stands for 65536 entries.
    DataSet lut =
        DataSet.builder()
            .ints(Tag.LUT_DESCRIPTOR, 0, 0x8000, 8)
            .bytes(Tag.LUT_DATA, Vr.OW, entries)
            .build();
    DataSetBuilder b =
        Objects.gray(4, 1, 1, 16, 16)
            .ints(Tag.PIXEL_REPRESENTATION, 1)
            .items(Tag.VOI_LUT_SEQUENCE, lut)
            .bytes(Tag.PIXEL_DATA, Vr.OW, Objects.words(-32768, -1, 0, 32767));
    assertThat(render(b)).containsExactly(0, 127, 128, 255);
  }

  @Test
  void aWindowComesBeforeATable() {
    DataSet lut =
        DataSet.builder()
            .ints(Tag.LUT_DESCRIPTOR, 2, 200, 8)
            .bytes(Tag.LUT_DATA, Vr.OW, new byte[] {10, (byte) 250})
            .build();
    DataSetBuilder b =
        ramp()
            .items(Tag.VOI_LUT_SEQUENCE, lut)
            .doubles(Tag.WINDOW_CENTER, 500, 40)
            .doubles(Tag.WINDOW_WIDTH, 1, 400);
    assertThat(render(b)).containsExactly(0, 0, 255, 255);
  }

  @Test
  void paddingIsBlackWhateverItsValue() {
    DataSetBuilder b = ramp().ints(Tag.PIXEL_PADDING_VALUE, 1023);
    assertThat(render(b)).containsExactly(0, 25, 125, 0);
    b.ints(Tag.PIXEL_PADDING_RANGE_LIMIT, 500);
    assertThat(render(b)).containsExactly(0, 25, 0, 0);
    b.text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1");
    assertThat(render(b)).containsExactly(255, 230, 0, 0);
  }
}
