// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
  /** Rows of dots and crosses. */
  private static Mask mask(String... rows) {
    byte[] pixels = new byte[rows.length * rows[0].length()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (rows[i / rows[0].length()].charAt(i % rows[0].length()) == 'x' ? 7 : 0);
    }
    return Mask.of(rows[0].length(), rows.length, pixels);
  }

  @Test
  void hasAnAreaAndBounds() {
    Mask m = mask("......", "..x.xx", "..x...", "......");
    assertThat(m.area()).isEqualTo(4);
    assertThat(m.bounds()).contains(new Bounds(2, 1, 4, 2));
    assertThat(m.contains(5, 1)).isTrue();
    assertThat(m.contains(6, 1)).isFalse();
    assertThat(m.contains(-1, 1)).isFalse();
    assertThat(Mask.empty(3, 2).bounds()).isEmpty();
    assertThat(Mask.empty(3, 2).isEmpty()).isTrue();
    assertThat(m.isEmpty()).isFalse();
    assertThat(mask("x").bounds()).contains(new Bounds(0, 0, 1, 1));
    assertThat(m).hasToString("Mask[6x4, 4 inside]");
  }

  @Test
  void visitsRunsFromTheTopAndFromTheLeft() {
    List<String> runs = new ArrayList<>();
    mask("xx..x", ".....", "....x", "xxxxx")
        .forEachRun((y, from, to) -> runs.add(y + ":" + from + "-" + to));
    assertThat(runs).containsExactly("0:0-2", "0:4-5", "2:4-5", "3:0-5");
  }

  @Property(tries = 100)
  void isASetOfPixels(@ForAll @Size(12) boolean[] a, @ForAll @Size(12) boolean[] b) {
    Mask here = of(a);
    Mask there = of(b);
    Mask union = here.union(there);
    Mask both = here.intersection(there);
    for (int i = 0; i < 12; i++) {
      assertThat(union.contains(i % 4, i / 4)).isEqualTo(a[i] || b[i]);
      assertThat(both.contains(i % 4, i / 4)).isEqualTo(a[i] && b[i]);
      assertThat(here.minus(there).contains(i % 4, i / 4)).isEqualTo(a[i] && !b[i]);
    }
    assertThat(union.area() + both.area()).isEqualTo(here.area() + there.area());
    assertThat(here.minus(there).union(both)).isEqualTo(here).hasSameHashCodeAs(here);
    assertThat(here.equals(there)).isEqualTo(java.util.Arrays.equals(a, b));
  }

  private static Mask of(boolean[] inside) {
    byte[] pixels = new byte[inside.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (inside[i] ? -1 : 0);
    }
    return Mask.of(4, 3, pixels);
  }

  @Test
  void aThresholdIsStrictAndLeavesNaNOutside() {
    float[] logits = {-1, 0, Float.MIN_VALUE, 1, Float.NaN, Float.POSITIVE_INFINITY};
    Mask m = Mask.fromThreshold(3, 2, FloatBuffer.wrap(logits), 0);
    assertThat(m).isEqualTo(mask("..x", "x.x"));
    assertThat(m.toFloats()).containsExactly(0, 0, 1, 1, 0, 1);
    assertThatThrownBy(() -> Mask.fromThreshold(3, 3, FloatBuffer.wrap(logits), 0))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesAnotherGrid() {
    assertThatThrownBy(() -> mask("x.").union(mask("x", ".")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1x2");
    assertThat(mask("x.")).isNotEqualTo(mask("x", "."));
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "4, 0", "-2, -2", "2, 3", "65536, 65536", "2147483647, 2147483647"})
  void refusesSizesThatDoNotFitTheBuffer(int width, int height) {
    assertThatThrownBy(() -> Mask.of(width, height, new byte[4]))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void slicesMakeAVolume() {
    Geometry geometry = Geometry.ofSpacing(0.5, 0.5, 4);
    MaskVolume volume = MaskVolume.of(List.of(mask("x.", ".."), mask("xx", ".x")), geometry);
    assertThat(volume.depth()).isEqualTo(2);
    assertThat(volume.slice(1)).isEqualTo(mask("xx", ".x"));
    assertThat(volume.voxelCount()).isEqualTo(4);
    assertThat(volume.millilitres()).isEqualTo(0.004);
    assertThat(volume.contains(1, 1, 1)).isTrue();
    assertThat(volume.contains(1, 1, 0)).isFalse();
    assertThat(volume.contains(1, 1, 2)).isFalse();
    byte[] same = {1, 0, 0, 0, 1, 1, 0, 1};
    MaskVolume again = MaskVolume.of(2, 2, 2, ByteBuffer.wrap(same), geometry);
    assertThat(again).isEqualTo(volume).hasSameHashCodeAs(volume);
    assertThat(MaskVolume.of(2, 2, 2, ByteBuffer.wrap(same), Geometry.ofSpacing(1, 1, 1)))
        .isNotEqualTo(volume);
    assertThat(volume).hasToString("MaskVolume[2x2x2, 4 inside, 0.5 x 0.5 x 4 mm, LPS]");
  }

  @Test
  void refusesVolumesThatAreNone() {
    Geometry g = Geometry.ofSpacing(1, 1, 1);
    assertThatThrownBy(() -> MaskVolume.of(List.of(), g)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> MaskVolume.of(List.of(mask("x"), mask("xx")), g))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("slice 1");
    assertThatThrownBy(() -> MaskVolume.of(2, 2, 3, ByteBuffer.allocate(8), g))
        .isInstanceOf(InvalidInputException.class);
    MaskVolume volume = MaskVolume.of(List.of(mask("x")), g);
    assertThatThrownBy(() -> volume.slice(1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> volume.slice(-1)).isInstanceOf(InvalidInputException.class);
  }
}
