// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AgreementTest {

  /** Shrout and Fleiss 1979, table 2: ICC(2,1) = 0.29; interval of McGraw and Wong. */
  @Test
  void iccOfShroutAndFleiss() {
    double[][] ratings = {
      {9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}
    };
    Icc icc = Icc.twoOne(ratings);
    assertThat(icc.value()).isCloseTo(0.2898, within(5e-4));
    assertThat(icc.interval().low()).isCloseTo(0.019, within(2e-3));
    assertThat(icc.interval().high()).isCloseTo(0.761, within(2e-3));
  }

  @Test
  void iccFallsWithAnOffsetThatPearsonDoesNotSee() {
    double[] x = {10, 20, 30, 40, 50};
    double[] y = Arrays.stream(x).map(v -> v + 15).toArray();
    assertThat(Correlation.pearson(x, y)).isCloseTo(1, within(1e-12));
    assertThat(Correlation.concordance(x, y)).isLessThan(0.8);
    assertThat(Icc.twoOne(new double[][] {{10, 25}, {20, 35}, {30, 45}, {40, 55}}).value())
        .isLessThan(0.8);
    assertThat(Icc.twoOne(new double[][] {{1, 1}, {2, 2}, {5, 5}}).value()).isEqualTo(1);
  }

  @Test
  void tQuantilesAreThoseOfTheTables() {
    assertThat(StudentT.quantile975(1)).isCloseTo(12.706, within(1e-3));
    assertThat(StudentT.quantile975(10)).isCloseTo(2.2281, within(1e-4));
    assertThat(StudentT.quantile975(1000)).isCloseTo(1.9623, within(1e-4));
    assertThat(StudentT.fQuantile(0.95, 4, 10)).isCloseTo(3.478, within(1e-3));
  }

  @Test
  void signOfTheBiasIsPredictedMinusReference() {
    double[] truth = {50, 60, 70};
    double[] over = {55, 65, 75};
    ErrorSummary e = ErrorSummary.of(truth, over);
    assertThat(e.bias()).isEqualTo(5);
    assertThat(e.mae()).isEqualTo(5);
    assertThat(e.rmse()).isEqualTo(5);
    assertThat(e.sdDifference()).isZero();
    assertThat(BlandAltman.of(truth, over).bias()).isEqualTo(5);
    assertThat(BlandAltman.of(over, truth).bias()).isEqualTo(-5);
  }

  /**
   * Half width of a limit's interval: 0.23 SD at n = 227; of the bias with SD 10: 3.1 at n = 43.
   */
  @Test
  void intervalsHaveThePublishedWidths() {
    BlandAltman big = normalDifferences(227, 10);
    assertThat(big.limitHalfWidth() / big.sd()).isCloseTo(0.2265, within(0.0005));
    BlandAltman small = normalDifferences(43, 10);
    assertThat(small.biasInterval().halfWidth() / small.sd()).isCloseTo(0.3078, within(0.0005));
    BlandAltman enough = normalDifferences(185, 10);
    assertThat(enough.limitHalfWidth() / enough.sd()).isCloseTo(0.2512, within(0.0005));
    assertThat(big.upper() - big.lower()).isCloseTo(2 * 1.96 * big.sd(), within(1e-3));
  }

  private static BlandAltman normalDifferences(int n, double sd) {
    SplittableRandom random = new SplittableRandom(n);
    double[] a = random.doubles(n, 20, 90).toArray();
    double[] b = new double[n];
    Arrays.setAll(b, i -> a[i] + sd * random.nextGaussian());
    return BlandAltman.of(a, b);
  }

  @Test
  void findsProportionalBias() {
    SplittableRandom random = new SplittableRandom(1);
    double[] a = random.doubles(100, 20, 90).toArray();
    double[] shrunk = Arrays.stream(a).map(v -> 30 + 0.5 * v + random.nextGaussian()).toArray();
    assertThat(BlandAltman.of(a, shrunk).isProportional()).isTrue();
    assertThat(BlandAltman.of(a, shrunk).slope()).isNegative();
  }

  /** With SD 13.7 the median alone scores 10.9: a model must be told beside it. */
  @Test
  void constantPredictorScoresWhatItsSpreadAllows() {
    SplittableRandom random = new SplittableRandom(3);
    double[] truth = new double[20_000];
    Arrays.setAll(truth, i -> 62.7 + 13.7 * random.nextGaussian());
    double[] constant = Baselines.constant(truth, truth.length);
    ErrorSummary e = ErrorSummary.of(truth, constant);
    assertThat(e.mae()).isCloseTo(10.9, within(0.15));
    assertThat(e.skill(e)).isZero();
    String table = new ErrorTable("%DS", truth, constant).add("perfect", truth).markdown();
    assertThat(table).contains("| constant | 10.9").contains("| perfect | 0.00").contains("1.00 |");
  }

  @Test
  void groupMedianKnowsThePhaseAndFallsBackForNewGroups() {
    double[] out =
        Baselines.groupMedian(
            new double[] {60, 70, 80, 10, 20},
            List.of("PRE", "PRE", "PRE", "FINAL", "FINAL"),
            List.of("FINAL", "PRE", "OTHER"));
    assertThat(out).containsExactly(15, 70, 60);
  }

  @Test
  void noiseFloorsAreThePublishedOnes() {
    assertThat(NoiseFloor.secondReader(5.25)).isCloseTo(4.2, within(0.05));
    assertThat(NoiseFloor.secondReader(10.1)).isCloseTo(8.1, within(0.05));
    assertThat(NoiseFloor.perfectModel(5.25)).isCloseTo(3.0, within(0.05));
    assertThat(NoiseFloor.perfectModel(10.1)).isCloseTo(5.7, within(0.05));
  }

  @Property(tries = 100)
  void errorsAreOrderedAsTheyMustBe(
      @ForAll @Size(min = 3, max = 20) List<@DoubleRange(min = 0, max = 100) Double> values) {
    double[] a = values.stream().mapToDouble(v -> v).toArray();
    double[] reversed = new double[a.length];
    Arrays.setAll(reversed, i -> a[a.length - 1 - i]);
    ErrorSummary e = ErrorSummary.of(a, reversed);
    assertThat(e.rmse()).isGreaterThanOrEqualTo(e.mae() - 1e-9);
    assertThat(e.mae()).isGreaterThanOrEqualTo(Math.abs(e.bias()) - 1e-9);
    assertThat(e.bias()).isCloseTo(0, within(1e-9));
  }

  @Test
  void refusesUnpairedAndUnknownValues() {
    assertThatThrownBy(() -> ErrorSummary.of(new double[] {1}, new double[] {1, 2}))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ErrorSummary.of(new double[] {1}, new double[] {Double.NaN}))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Icc.twoOne(new double[][] {{1, 2}, {1}}))
        .isInstanceOf(InvalidInputException.class);
  }
}
