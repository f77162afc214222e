// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ViewAngleTest {

  @ParameterizedTest
  @CsvSource({
    "-30, -25, RAO 30 CAUDAL 25",
    "45, 20, LAO 45 CRANIAL 20",
    "0, 30, AP CRANIAL 30",
    "0, 0, AP",
    "-0.0, -0.0, AP",
    "0.4, -0.49, AP",
    "-0.5, 0.5, RAO 1 CRANIAL 1",
    "-30.5, 24.49, RAO 31 CRANIAL 24",
    "180, -90, LAO 180 CAUDAL 90"
  })
  void rendersInWholeDegrees(double primary, double secondary, String text) {
    assertThat(ViewAngle.of(primary, secondary).render()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"180.1, 0", "-181, 0", "0, 90.1", "0, -91", "NaN, 0", "0, NaN", "Infinity, 0"})
  void refusesAnglesOutOfRange(double primary, double secondary) {
    assertThatThrownBy(() -> ViewAngle.of(primary, secondary))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-180..180");
  }

  @Test
  void aConventionTurnsOnlyThePrimaryAngle() {
    assertThat(ViewAngle.of(30, -25, AngleConvention.DICOM)).isEqualTo(ViewAngle.of(30, -25));
    assertThat(ViewAngle.of(30, -25, AngleConvention.RAO_POSITIVE))
        .isEqualTo(ViewAngle.of(-30, -25));
    assertThat(ViewAngle.of(0, 0, AngleConvention.RAO_POSITIVE)).isEqualTo(ViewAngle.of(0, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 50, false",
    "-100, -50, false",
    "100.1, 0, true",
    "-101, 0, true",
    "0, 50.5, true"
  })
  void knowsWhatACArmReaches(double primary, double secondary, boolean unusual) {
    assertThat(ViewAngle.of(primary, secondary).isUnusual()).isEqualTo(unusual);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, AP",
    "10, 9.9, AP",
    "-10, 10, AP_CRANIAL",
    "10, -10, AP_CAUDAL",
    "10.1, 9.9, LAO_STRAIGHT",
    "-30, -25, RAO_CAUDAL",
    "45, -30, LAO_CAUDAL",
    "40, 30, LAO_CRANIAL",
    "-30, 30, RAO_CRANIAL",
    "-35, 0, RAO_STRAIGHT",
    "69.9, 0, LAO_STRAIGHT",
    "70, 30, LAO_LATERAL",
    "-90, 0, RAO_LATERAL",
    "101, 0, OTHER",
    "30, 51, OTHER"
  })
  void binsIntoFamilies(double primary, double secondary, ViewFamily family) {
    assertThat(ViewAngle.of(primary, secondary).family()).isEqualTo(family);
  }

  @ParameterizedTest
  @EnumSource
  void theCentreOfAFamilyBelongsToItAndItsLabelReadsAsTheCentre(ViewFamily family) {
    assertThat(family.centre().family()).isEqualTo(family);
    assertThat(family.centre().approximate()).isTrue();
    if (family != ViewFamily.OTHER) {
      ViewAngle read = ViewAngle.parse(family.label());
      assertThat(read.primary()).isEqualTo(family.centre().primary());
      assertThat(read.secondary()).isEqualTo(family.centre().secondary());
    }
  }

  @Property(tries = 200)
  void readsWhatItRenders(
      @ForAll @DoubleRange(min = -180, max = 180) double primary,
      @ForAll @DoubleRange(min = -90, max = 90) double secondary) {
    ViewAngle read = ViewAngle.parse(ViewAngle.of(primary, secondary).render());
    assertThat(read).isEqualTo(ViewAngle.of(away(primary), away(secondary)));
  }

  private static double away(double degrees) {
    return Math.signum(degrees) * Math.round(Math.abs(degrees));
  }

  @Test
  void readsAViewAlone() {
    assertThat(ViewAngle.parse("-30/-25", AngleConvention.DICOM)).isEqualTo(ViewAngle.of(-30, -25));
    for (String text : new String[] {"CASS 2", "RAO 30, CASS 2", "LCA", "RAO 30 LCA"}) {
      assertThatThrownBy(() -> ViewAngle.parse(text))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("a view alone");
    }
  }
}
