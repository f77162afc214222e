// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {

  private static Geometry turned(double degrees, double sx, double sy, double sz) {
    double c = Math.cos(Math.toRadians(degrees));
    double s = Math.sin(Math.toRadians(degrees));
    return Geometry.of(
        new double[] {-100, 20.5, 7},
        new double[] {sx, sy, sz},
        new double[] {c, s, 0, 0, 0, -1, -s, c, 0});
  }

  @Property(tries = 100)
  void voxelsAndPositionsGoBackAndForth(
      @ForAll @DoubleRange(min = -180, max = 180) double degrees,
      @ForAll @DoubleRange(min = 0.1, max = 10) double sx,
      @ForAll @DoubleRange(min = -500, max = 500) double x) {
    Geometry g = turned(degrees, sx, 0.7, 5);
    double[] p = g.toPatient(x, 31, -4.5);
    double[] v = g.toVoxel(p[0], p[1], p[2]);
    assertThat(v[0]).isCloseTo(x, within(1e-6));
    assertThat(v[1]).isCloseTo(31, within(1e-6));
    assertThat(v[2]).isCloseTo(-4.5, within(1e-6));
    assertThat(g.isOrthogonal()).isTrue();
    assertThat(g.voxelVolume()).isCloseTo(sx * 0.7 * 5, within(1e-9));
  }

  @Property(tries = 50)
  void affinesGoBackAndForth(@ForAll @DoubleRange(min = -180, max = 180) double degrees) {
    Geometry g = turned(degrees, 0.3, 0.7, 5);
    close(Geometry.ofAffine(g.affine()).affine(), g.affine());
    close(Geometry.ofAffineRas(g.affineRas()).affine(), g.affine());
  }

  private static void close(double[] found, double[] expected) {
    for (int i = 0; i < 16; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-9));
    }
  }

  @Test
  void rasTurnsXAndYAround() {
    Geometry g = Geometry.of(new double[] {1, 2, 3}, new double[] {4, 5, 6}, identity());
    assertThat(g.affineRas()).containsExactly(-4, 0, 0, -1, 0, -5, 0, -2, 0, 0, 6, 3, 0, 0, 0, 1);
    assertThat(g.toPatient(1, 1, 1)).containsExactly(5, 7, 9);
    assertThat(g.toVoxel(5, 7, 9)).containsExactly(1, 1, 1);
    assertThat(Geometry.ofAffineRas(g.affineRas())).isEqualTo(g).hasSameHashCodeAs(g);
  }

  private static double[] identity() {
    return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
  }

  @ParameterizedTest
  @CsvSource({
    "1 0 0 0 1 0 0 0 1, LPS",
    "-1 0 0 0 -1 0 0 0 1, RAS",
    "0 1 0 1 0 0 0 0 -1, PLI",
    "0 1 0 0 0 -1 1 0 0, PIL",
    "0.8 0.6 0 -0.6 0.8 0 0 0 1, LPS",
    "0.70710678 0.70710678 0 0.70710678 -0.70710678 0 0 0 1, LAS"
  })
  void namesWhereTheIndicesGrowTo(String cosines, String letters) {
    double[] d =
        java.util.Arrays.stream(cosines.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    Geometry g = Geometry.of(new double[3], new double[] {1, 1, 1}, d);
    assertThat(g.orientation()).isEqualTo(letters);
  }

  @Test
  void keepsAShearedGrid() {
    double tilt = Math.toRadians(20);
    double[] affine = {
      0.5, 0, 0, 1, 0, 0.5, 5 * Math.sin(tilt), 2, 0, 0, 5 * Math.cos(tilt), 3, 0, 0, 0, 1
    };
    Geometry g = Geometry.ofAffine(affine);
    close(g.affine(), affine);
    assertThat(g.isOrthogonal()).isFalse();
    assertThat(g.spacing()[2]).isCloseTo(5, within(1e-9));
    assertThat(g.voxelVolume()).isCloseTo(0.25 * 5 * Math.cos(tilt), within(1e-9));
    double[] p = g.toPatient(3, 4, 5);
    assertThat(g.toVoxel(p[0], p[1], p[2])[1]).isCloseTo(4, within(1e-9));
  }

  @Test
  void refusesWhatDoesNotSpanSpace() {
    double[] zero = new double[16];
    zero[15] = 1;
    double[] flat = {1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 0, 0, 0, 1};
    double[] projective = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1};
    double[] nan = {Double.NaN, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    for (double[] affine : new double[][] {zero, flat, projective, nan, new double[12]}) {
      assertThatThrownBy(() -> Geometry.ofAffine(affine)).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> Geometry.ofAffineRas(affine))
          .isInstanceOf(InvalidInputException.class);
    }
    double[] ones = {1, 1, 1};
    double[] longer = {1.1, 0, 0, 0, 1, 0, 0, 0, 1};
    assertThatThrownBy(() -> Geometry.of(new double[3], ones, longer))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("unit vectors");
    assertThatThrownBy(() -> Geometry.ofSpacing(1, 0, 1)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void givesCopies() {
    Geometry g = Geometry.ofSpacing(1, 2, 3);
    g.origin()[0] = 9;
    g.spacing()[0] = 9;
    g.direction()[0] = 9;
    assertThat(g).isEqualTo(Geometry.ofSpacing(1, 2, 3));
  }
}
