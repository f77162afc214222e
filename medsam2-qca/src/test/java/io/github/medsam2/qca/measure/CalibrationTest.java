// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {

  @ParameterizedTest
  @CsvSource({"5, 1.667", "6, 2.0", "7, 2.333", "8, 2.667"})
  void frenchSizesAreThirdsOfAMillimetre(double french, double mm) {
    Calibration.Catheter c = new Calibration.Catheter(french, 10, false);
    assertThat(c.diameterMm()).isCloseTo(mm, within(1e-3));
    assertThat(c.mmPerPixel().orElseThrow()).isCloseTo(mm / 10, within(1e-4));
    assertThat(c.relativeUncertainty())
        .isLessThan(new Calibration.Catheter(french, 10, true).relativeUncertainty());
  }

  @Test
  void geometryDividesTheDetectorPitchByTheMagnification() {
    Calibration c = Calibration.Isocentre.of(0.308, 1050 / 765.0);
    assertThat(c.mmPerPixel().orElseThrow()).isCloseTo(0.2244, within(1e-4));
    assertThat(c.relativeUncertainty()).isEqualTo(0.065);
    Calibration known = new Calibration.Isocentre(0.308, 1050 / 765.0, OptionalDouble.of(50), 765);
    assertThat(known.mmPerPixel().orElseThrow() / c.mmPerPixel().orElseThrow())
        .isCloseTo(1.065, within(1e-3));
  }

  @Test
  void withoutCalibrationThereAreNoMillimetres() {
    Calibration none = new Calibration.None();
    assertThat(none.mmPerPixel()).isEmpty();
    assertThat(Length.of(7, none).mm()).isEmpty();
    assertThat(Length.of(7, new Calibration.Manual(0.2, 0)).mm().orElseThrow())
        .isCloseTo(1.4, within(1e-12));
  }

  /** Eight "millimetres" in one export are French, ten millimetres a pixel is no calibration. */
  @Test
  void refusesOrMarksWhatCannotBe() {
    assertThatThrownBy(() -> new Calibration.Catheter(1.67, 8, false))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Calibration.Manual(Double.NaN, 0))
        .isInstanceOf(InvalidInputException.class);
    assertThat(new Calibration.Manual(9.8, 0).isPlausible()).isFalse();
    assertThat(new Calibration.Manual(0.2, 0).isPlausible()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1.35, 3.16, 57.3", "1.09, 2.03, 46.3", "1, 2, 50", "0.6, 2, 70", "0, 3, 100"})
  void diameterStenosis(double mld, double rvd, double percent) {
    assertThat(Stenosis.diameterPercent(mld, rvd)).isCloseTo(percent, within(0.05));
  }

  @Test
  void areaStenosisOfHalfAndSeventyPercent() {
    assertThat(Stenosis.areaFromDiameter(50)).isCloseTo(75, within(1e-9));
    assertThat(Stenosis.areaFromDiameter(70)).isCloseTo(91, within(1e-9));
    assertThat(Stenosis.areaPercent(1, 2)).isCloseTo(75, within(1e-9));
    assertThat(Stenosis.meanReference(3.2, 2.8)).isCloseTo(3, within(1e-12));
    assertThatThrownBy(() -> Stenosis.diameterPercent(1, 0))
        .isInstanceOf(InvalidInputException.class);
  }
}
