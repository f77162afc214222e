// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlurModelTest {
  private static final double PIXEL_MM = 0.1;

  /** Blur of a full width at half maximum in mm, fine pixels, 0.33 optical depth per mm. */
  private static BlurModel model(double fwhmMm) {
    return new BlurModel(fwhmMm / 2.3548 / PIXEL_MM, 0.02, 0.33 * PIXEL_MM);
  }

  /**
   * Readings of steepest edges of intensity under a blur of 0.4 mm; those of attenuation, which is
   * what is measured here, lie up to 0.07 mm lower.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 0.45", "0.7, 0.59", "1.0, 0.85", "1.4, 1.23", "2.0, 1.80"})
  void steepestEdgesUnderReadRoundVessels(double trueMm, double readMm) {
    assertThat(model(0.4).apparent(trueMm / PIXEL_MM) * PIXEL_MM).isCloseTo(readMm, within(0.075));
  }

  /** Nearer to the blur it is a mean over what could appear so, no inverse: 2 percent off at 4. */
  @Property(tries = 50)
  void correctionUndoesTheBlur(@ForAll @DoubleRange(min = 5, max = 25) double pixels) {
    BlurModel m = new BlurModel(0.64, 0.5, 0.05);
    assertThat(m.corrected(m.apparent(pixels))).isCloseTo(pixels, within(0.02 * pixels));
  }

  /** However narrow the lumen, it never appears narrower than the blur: severe lesions saturate. */
  @Test
  void severeLesionsSaturateAndTheCorrectionKnowsIt() {
    BlurModel m = model(0.6);
    double reference = m.apparent(3 / PIXEL_MM);
    double read90 = 100 * (1 - m.apparent(0.3 / PIXEL_MM) / reference);
    double read50 = 100 * (1 - m.apparent(1.5 / PIXEL_MM) / reference);
    assertThat(read50).isBetween(48.0, 56.0);
    assertThat(read90).isLessThan(86);
    assertThat(m.apparent(0.1 / PIXEL_MM)).isLessThan(m.limit());
    assertThat(m.apparent(2.0 / PIXEL_MM)).isGreaterThan(m.limit());
    assertThat(m.corrected(m.apparent(0.3 / PIXEL_MM)) * PIXEL_MM).isCloseTo(0.3, within(0.1));
  }
}
