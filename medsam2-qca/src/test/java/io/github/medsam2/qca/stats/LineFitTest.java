// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentTree;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFitTest {
  private static final double[] X = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final double[] Y = {1.1, 1.9, 3.2, 3.9, 5.3, 5.8, 7.1, 8.2};

  /** Sums by hand: Sxx 42, Syy 43.11875, Sxy 42.45. */
  @Test
  void demingIsTheOrthogonalLine() {
    LineFit f = LineFit.deming(X, Y);
    double expected = (1.11875 + Math.sqrt(1.11875 * 1.11875 + 4 * 42.45 * 42.45)) / (2 * 42.45);
    assertThat(f.slope()).isCloseTo(expected, within(1e-9));
    assertThat(f.intercept()).isCloseTo(4.5625 - expected * 4.5, within(1e-9));
    assertThat(f.slopeInterval().contains(1)).isTrue();
  }

  @Property(tries = 50)
  void bothFindAnExactLine(
      @ForAll @DoubleRange(min = 0.2, max = 5) double slope,
      @ForAll @DoubleRange(min = -20, max = 20) double intercept) {
    double[] y = Arrays.stream(X).map(x -> intercept + slope * x).toArray();
    for (LineFit f : new LineFit[] {LineFit.deming(X, y), LineFit.passingBablok(X, y)}) {
      assertThat(f.slope()).isCloseTo(slope, within(1e-7));
      assertThat(f.intercept()).isCloseTo(intercept, within(1e-6));
    }
  }

  @Test
  void anOutlierMovesDemingButNotPassingBablok() {
    double[] y = Y.clone();
    y[7] = 40;
    assertThat(LineFit.deming(X, y).slope()).isGreaterThan(2);
    assertThat(LineFit.passingBablok(X, y).slope()).isBetween(0.9, 1.2);
  }

  @Test
  void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
    Random random = new Random(3);
    int deming = 0;
    int passing = 0;
    for (int k = 0; k < 200; k++) {
      double[] x = new double[40];
      double[] y = new double[40];
      for (int i = 0; i < x.length; i++) {
        double t = 10 * random.nextDouble();
        x[i] = t + 0.5 * random.nextGaussian();
        y[i] = 1 + 1.2 * t + 0.5 * random.nextGaussian();
      }
      deming += LineFit.deming(x, y).slopeInterval().contains(1.2) ? 1 : 0;
      passing += LineFit.passingBablok(x, y).slopeInterval().contains(1.2) ? 1 : 0;
    }
    assertThat(deming).isBetween(176, 200);
    assertThat(passing).isBetween(176, 200);
  }

  @Test
  void refusesReferencesThatAreAllTheSame() {
    double[] same = {2, 2, 2, 2};
    assertThatThrownBy(() -> LineFit.passingBablok(same, new double[] {1, 2, 3, 4}))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> LineFit.deming(new double[3], new double[3]))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, MINIMAL",
    "24.9, MINIMAL",
    "25, MILD",
    "49.9, MILD",
    "50, MODERATE",
    "69.9, MODERATE",
    "70, SEVERE",
    "99.9, SEVERE",
    "100, OCCLUDED"
  })
  void severityHasFiveBands(double percent, SeverityBand band) {
    assertThat(SeverityBand.of(percent)).isEqualTo(band);
  }

  @Test
  void theOrderOfTheTreeHoldsEverySegmentAfterItsParent() {
    var order = SegmentTree.order();
    assertThat(order).containsExactlyInAnyOrder(CassSegment.values());
    for (CassSegment k : order) {
      k.parent().ifPresent(p -> assertThat(order.indexOf(p)).isLessThan(order.indexOf(k)));
    }
  }
}
