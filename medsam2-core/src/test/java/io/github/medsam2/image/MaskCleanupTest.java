// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskCleanupTest {

  private static Mask mask(String... rows) {
    byte[] pixels = new byte[rows.length * rows[0].length()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#' ? 1 : 0);
    }
    return Mask.of(rows[0].length(), rows.length, pixels);
  }

  private static final Mask RING =
      mask("........", ".#####..", ".#...#.#", ".#.#.#..", ".#...#..", ".#####..");

  @Test
  void holesAreFilledUpToTheirArea() {
    assertThat(MaskCleanup.holes(7).apply(RING)).isEqualTo(RING);
    assertThat(MaskCleanup.holes(8).apply(RING))
        .isEqualTo(mask("........", ".#####..", ".#####.#", ".#####..", ".#####..", ".#####.."));
  }

  @Test
  void backgroundReachesThroughCorners() {
    Mask leaking = mask("####", "#.##", "##.#", "###.");
    assertThat(MaskCleanup.holes(2).apply(leaking)).isEqualTo(leaking);
    assertThat(MaskCleanup.holes(3).apply(leaking).area()).isEqualTo(16);
  }

  @Test
  void islandsAreRemovedUpToTheirAreaAndCornersHoldThemTogether() {
    Mask mask = mask("##...", "#....", "...#.", "....#");
    assertThat(MaskCleanup.islands(1).apply(mask)).isEqualTo(mask);
    assertThat(MaskCleanup.islands(2).apply(mask))
        .isEqualTo(mask("##...", "#....", ".....", "....."));
    assertThat(MaskCleanup.islands(3).apply(mask).isEmpty()).isTrue();
  }

  @Test
  void islandsAreMeasuredWithTheirHolesFilled() {
    Mask ring = mask("###.", "#.#.", "###.", "....");
    assertThat(new MaskCleanup(1, 8, false).apply(ring).area()).isEqualTo(9);
    assertThat(MaskCleanup.islands(8).apply(ring).isEmpty()).isTrue();
  }

  @Test
  void theLargestPartIsKeptAndTheFirstOfEquals() {
    assertThat(MaskCleanup.largest().apply(mask("##.#", "...#", "#..#")))
        .isEqualTo(mask("...#", "...#", "...#"));
    assertThat(MaskCleanup.largest().apply(mask("##..", "....", "..##")))
        .isEqualTo(mask("##..", "....", "...."));
  }

  @Test
  void partsOfAVolumeReachThroughCornersOfSlices() {
    Geometry g = Geometry.ofSpacing(1, 1, 1);
    Mask first = mask("#..", "...", "#.#");
    Mask second = mask("...", ".#.", "...");
    MaskVolume joined = MaskVolume.of(List.of(first, second), g);
    assertThat(MaskCleanup.islands(3).apply(joined)).isEqualTo(joined);
    Mask nothing = Mask.empty(3, 3);
    MaskVolume apart = MaskVolume.of(List.of(first, nothing, second), g);
    assertThat(MaskCleanup.largest().apply(apart).slice(0)).isEqualTo(mask("#..", "...", "..."));
    assertThat(MaskCleanup.largest().apply(apart).voxelCount()).isEqualTo(1);
  }

  @Test
  void logitsChangeOnlyWhereTheMaskDoes() {
    float[] logits = {3, 2, 1, 4, -5, 6, 7, 8, 9, -1, -1, -1, Float.NaN, -2, 0.5f};
    float[] mended = new MaskCleanup(1, 1, false).apply(logits, 3, 5, 0.1f);
    assertThat(mended)
        .containsExactly(3, 2, 1, 4, 0.1f, 6, 7, 8, 9, -1, -1, -1, Float.NaN, -2, -0.1f);
    assertThat(logits[4]).isEqualTo(-5);
    assertThat(MaskCleanup.NONE.apply(logits, 3, 5, 1)).isSameAs(logits);
    assertThat(MaskCleanup.holes(0).isNone()).isTrue();
  }

  @Test
  void anEmptyMaskStaysEmpty() {
    assertThat(new MaskCleanup(100, 0, true).apply(Mask.empty(4, 4)).isEmpty()).isTrue();
    MaskVolume none = MaskVolume.of(2, 2, 2, ByteBuffer.allocate(8), Geometry.ofSpacing(1, 1, 1));
    assertThat(MaskCleanup.holes(100).apply(none)).isEqualTo(none);
  }

  @Test
  void negativeAreasAndWrongSizesAreRefused() {
    assertThatThrownBy(() -> MaskCleanup.holes(-1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> MaskCleanup.islands(-1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> MaskCleanup.largest().apply(new float[5], 2, 2, 1))
        .isInstanceOf(InvalidInputException.class);
  }
}
