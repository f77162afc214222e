// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SurfaceElementsTest {
  private static final double[] UNIT = {1, 1, 1};

  @Test
  void aSingleVoxelCutsATriangleOffACorner() {
    double[] areas = SurfaceElements.areas(UNIT);
    for (int bit = 0; bit < 8; bit++) {
      assertThat(areas[1 << bit]).isCloseTo(Math.sqrt(3) / 8, within(1e-12));
      assertThat(areas[255 - (1 << bit)]).isCloseTo(Math.sqrt(3) / 8, within(1e-12));
    }
  }

  @Test
  void aPlaneHasTheAreaOfAVoxelFace() {
    double[] areas = SurfaceElements.areas(new double[] {2, 3, 5});
    assertThat(areas[0b00001111]).isCloseTo(15, within(1e-12)); // inside where dx is 0
    assertThat(areas[0b01010101]).isCloseTo(10, within(1e-12)); // inside where dy is 0
    assertThat(areas[0b00110011]).isCloseTo(6, within(1e-12)); // inside where dz is 0
  }

  @Test
  void insideAndOutsideHaveTheSameBoundary() {
    double[] areas = SurfaceElements.areas(new double[] {0.7, 1.3, 4});
    for (int code = 0; code < 256; code++) {
      assertThat(areas[code]).isCloseTo(areas[255 - code], within(1e-12));
    }
    assertThat(areas[0]).isZero();
  }

  @Test
  void diagonalVoxelsAreKeptApart() {
    double corner = Math.sqrt(3) / 8;
    assertThat(SurfaceElements.areas(UNIT)[0b10000001]).isCloseTo(2 * corner, within(1e-12));
    assertThat(SurfaceElements.areas(UNIT)[0b01101001]).isCloseTo(4 * corner, within(1e-12));
  }

  /** Table values at unit spacing for polygons with five and six corners. */
  @Test
  void bentPolygonsHaveTheAreaOfTheReference() {
    double[] areas = SurfaceElements.areas(UNIT);
    double pentagon = 0.5 + 3 * Math.sqrt(3) / 8;
    assertThat(areas[0b00000111]).isCloseTo(pentagon, within(1e-12));
    assertThat(areas[0b00010111]).isCloseTo(1.299038105676658, within(1e-12));
  }

  @Test
  void lengthsOfAContour() {
    double[] lengths = SurfaceElements.lengths(new double[] {3, 4, 1});
    assertThat(lengths[0b0001]).isEqualTo(2.5);
    assertThat(lengths[0b0111]).isEqualTo(2.5);
    assertThat(lengths[0b1001]).isEqualTo(5);
    assertThat(lengths[0b0011]).isEqualTo(4);
    assertThat(lengths[0b0101]).isEqualTo(3);
    assertThat(lengths[0]).isZero();
    assertThat(lengths[15]).isZero();
  }
}
