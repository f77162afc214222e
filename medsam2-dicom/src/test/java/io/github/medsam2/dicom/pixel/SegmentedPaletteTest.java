// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.image.Image;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentedPaletteTest {

  private static byte[] bytes(int... values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }

  @Test
  void runsLinesAndReferencesAreExpanded() {
    int[] right = {10, 20, 24, 28, 32, 36, 40, 10, 20, 24, 28, 32, 36, 40};
    byte[] narrow = bytes(0, 2, 10, 20, 1, 5, 40, 2, 2, 0, 0, 0, 0);
    assertThat(SegmentedTable.expand(narrow, 14, 8)).contains(right);
    int[] words = {0, 2, 10, 20, 1, 5, 40, 2, 2, 0, 0};
    assertThat(SegmentedTable.expand(Objects.words(words), 14, 16)).contains(right);
    // Entries of 8 bits in words, as some write them.
    assertThat(SegmentedTable.expand(Objects.words(words), 14, 8)).contains(right);
    // A line downwards, and padding.
    assertThat(SegmentedTable.expand(bytes(0, 1, 9, 1, 2, 4, 0), 3, 8))
        .contains(new int[] {9, 7, 4});
  }

  @Test
  void offsetsAreBytesOrElseEntries() {
    // From the line on, which stands behind four words.
    int[] inBytes = {0, 2, 7, 9, 1, 3, 15, 2, 1, 8, 0};
    int[] inEntries = {0, 2, 7, 9, 1, 3, 15, 2, 1, 4, 0};
    int[] line = {7, 9, 11, 13, 15, 15, 15, 15};
    assertThat(SegmentedTable.expand(Objects.words(inBytes), 8, 16)).contains(line);
    assertThat(SegmentedTable.expand(Objects.words(inEntries), 8, 16)).contains(line);
    assertThat(SegmentedTable.expand(Objects.words(inBytes), 9, 16)).isEmpty();
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(SegmentedTable.expand(bytes(1, 3, 9), 3, 8)).isEmpty();
    assertThat(SegmentedTable.expand(bytes(0, 200, 9), 200, 8)).isEmpty();
    assertThat(SegmentedTable.expand(bytes(5, 1, 9), 1, 8)).isEmpty();
    // A reference to itself, and one to a place outside.
    assertThat(SegmentedTable.expand(bytes(0, 1, 9, 2, 1, 3, 0, 0, 0), 9, 8)).isEmpty();
    assertThat(SegmentedTable.expand(bytes(0, 1, 9, 2, 1, 255, 255, 255, 255), 9, 8)).isEmpty();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] any = new byte[random.nextInt(40)];
      for (int k = 0; k < any.length; k++) {
        any[k] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(4));
      }
      int count = 1 + random.nextInt(30);
      int[] found = SegmentedTable.expand(any, count, i % 2 == 0 ? 8 : 16).orElse(new int[count]);
      assertThat(found).hasSize(count);
    }
  }

  @Test
  void coloursAreShown() {
    byte[] red = bytes(0, 1, 0, 1, 255, 255);
    byte[] green = bytes(0, 1, 7, 1, 255, 7);
    byte[] blue = bytes(0, 1, 255, 1, 255, 0);
    DataSetBuilder b =
        Objects.gray(2, 1, 1, 8, 8)
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "PALETTE COLOR")
            .ints(Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 256, 0, 8)
            .ints(Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 256, 0, 8)
            .ints(Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 256, 0, 8)
            .bytes(Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA, Vr.OW, red)
            .bytes(Tag.SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA, Vr.OW, green)
            .bytes(Tag.SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA, Vr.OW, blue)
            .bytes(Tag.PIXEL_DATA, Vr.OB, bytes(0, 200));
    DicomFrames frames = DicomFrames.of(Objects.read(b), DicomLimits.defaults());
    Image shown = frames.frame(0);
    assertThat(frames.findings()).isEmpty();
    for (int c = 0; c < 3; c++) {
      assertThat(shown.value(0, 0, c)).isEqualTo(new float[] {0, 7, 255}[c]);
      assertThat(shown.value(1, 0, c)).isEqualTo(new float[] {200, 7, 55}[c]);
    }
  }
}
