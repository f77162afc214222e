// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OverlapScoresTest {
  private static final double[] SPACING = {0.5, 2, 3};

  /** A 6 x 4 x 2 block that starts at x. */
  private static Region block(int x0) {
    return Regions.solid(20, 8, 4, SPACING, (x, y, z) -> x >= x0 && x < x0 + 6 && y < 4 && z < 2);
  }

  private static Region empty() {
    return Regions.solid(20, 8, 4, SPACING, (x, y, z) -> false);
  }

  @Test
  void countsShiftedBlocks() {
    OverlapScores scores = OverlapScores.between(block(3), block(5));
    assertThat(scores).isEqualTo(new OverlapScores(48, 48, 32));
    assertThat(scores.dice()).isEqualTo(64.0 / 96);
    assertThat(scores.iou()).isEqualTo(32.0 / 64);
    assertThat(scores.precision()).isEqualTo(32.0 / 48);
  }

  @Test
  void precisionIsOfThePredictionAndRecallOfTheReference() {
    Region half = Regions.solid(20, 8, 4, SPACING, (x, y, z) -> x == 3 && y < 4 && z < 2);
    OverlapScores scores = OverlapScores.between(half, block(3));
    assertThat(scores.precision()).isEqualTo(1);
    assertThat(scores.recall()).isEqualTo(8.0 / 48);
  }

  @Test
  void twoEmptyRegionsAgreeAndOneEmptyDoesNot() {
    OverlapScores both = OverlapScores.between(empty(), empty());
    assertThat(both.dice()).isEqualTo(1);
    assertThat(both.iou()).isEqualTo(1);
    assertThat(both.precision()).isEqualTo(1);
    assertThat(both.recall()).isEqualTo(1);
    for (OverlapScores one :
        new OverlapScores[] {
          OverlapScores.between(block(0), empty()), OverlapScores.between(empty(), block(0))
        }) {
      assertThat(one.dice()).isZero();
      assertThat(one.iou()).isZero();
      assertThat(one.precision()).isZero();
      assertThat(one.recall()).isZero();
    }
  }

  @Test
  void measuresVolumeAndArea() {
    assertThat(block(0).millilitres()).isCloseTo(48 * 3 / 1000.0, within(1e-12));
    Region square = Region.of(Mask.of(2, 2, new byte[] {1, 0, 7, 1}), 0.5, 0.25);
    assertThat(square.squareMillimetres()).isCloseTo(3 * 0.125, within(1e-12));
    assertThatThrownBy(square::millilitres).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> block(0).squareMillimetres())
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void selectsOneLabel() {
    Volume labels =
        Volume.of(
            2,
            2,
            1,
            PixelType.UINT8,
            ByteBuffer.wrap(new byte[] {0, 2, 1, 2}),
            Geometry.ofSpacing(1, 1, 1));
    assertThat(Region.of(labels).count()).isEqualTo(3);
    assertThat(Region.of(labels, 2).count()).isEqualTo(2);
    assertThat(Region.of(labels, 2).contains(1, 0, 0)).isTrue();
    assertThat(Region.of(labels, 2).contains(0, 1, 0)).isFalse();
    assertThat(Region.of(labels, 2).contains(2, 0, 0)).isFalse();
  }

  @Test
  void takesTheVoxelsOfAMask() {
    byte[] voxels = {0, 1, 0, -1, 0, 0, 0, 2};
    Geometry geometry = Geometry.ofSpacing(1, 2, 5);
    Region region = Region.of(MaskVolume.of(2, 2, 2, ByteBuffer.wrap(voxels), geometry));
    assertThat(region.count()).isEqualTo(3);
    assertThat(region.contains(1, 1, 1)).isTrue();
    assertThat(region.contains(0, 1, 0)).isFalse();
    assertThat(region.millilitres()).isCloseTo(0.03, within(1e-12));
    assertThat(region.isFlat()).isFalse();
  }

  @Test
  void aRegionIsACopy() {
    byte[] pixels = {1, 1, 0, 0};
    Region region = Region.of(Mask.of(2, 2, pixels), 1, 1);
    pixels[0] = 0;
    assertThat(region.count()).isEqualTo(2);
  }

  @Test
  void refusesRegionsOnDifferentGrids() {
    Region flat = Regions.flat(20, 8, 0.5, 2, (x, y, z) -> true);
    assertThatThrownBy(() -> OverlapScores.between(block(0), flat))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("20x8x4");
    Region other = Regions.solid(20, 8, 4, new double[] {0.5, 2, 3.5}, (x, y, z) -> true);
    assertThatThrownBy(() -> OverlapScores.between(block(0), other))
        .isInstanceOf(InvalidInputException.class);
    Region rounded = Regions.solid(20, 8, 4, new double[] {0.5, 2, 3.000001}, (x, y, z) -> true);
    assertThat(OverlapScores.between(rounded, block(0)).recall()).isEqualTo(1);
  }

  @Test
  void refusesAGridThatIsFlipped() {
    double[] direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
    Geometry flipped = Geometry.of(new double[3], new double[] {1, 1, 1}, direction);
    ByteBuffer voxels = ByteBuffer.wrap(new byte[] {1, 0, 0, 0});
    Region a = Region.of(Volume.of(4, 1, 1, PixelType.UINT8, voxels, flipped));
    Region b = Region.of(Volume.of(4, 1, 1, PixelType.UINT8, voxels, Geometry.ofSpacing(1, 1, 1)));
    assertThatThrownBy(() -> OverlapScores.between(a, b)).isInstanceOf(InvalidInputException.class);
  }
}
