// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Vessel;
import io.github.medsam2.qca.anatomy.ViewPrior;
import io.github.medsam2.qca.reading.SegmentProbabilities.Candidate;
import io.github.medsam2.qca.stats.Interval;
import io.github.medsam2.qca.stats.SeverityBand;
import io.github.medsam2.reading.coronary.CoronaryReading;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SegmentReaderTest {
  private static final ViewAngle RAO_CAUDAL = ViewAngle.of(-30, -25);
  private static final int[] SEEN = {1, 2, 3, 4, 12, 13, 14, 15, 16, 18, 19, 20, 21, 28};

  private final SegmentReader reader = new SegmentReader();

  private static float[] counts() {
    float[] counts = new float[29];
    for (int number : SEEN) {
      counts[number - 1] = 20;
    }
    return counts;
  }

  /** A reading in which some numbers stand out. */
  private static CoronaryReading reading(@Nullable ViewAngle view, float logit, int... numbers) {
    float[] logits = new float[29];
    for (int number : numbers) {
      logits[number - 1] = logit;
    }
    return new CoronaryReading(logits, counts(), 62, 10, 1.645f, view);
  }

  @Test
  void aSureReadingIsGiven() {
    SegmentReading r = reader.read(reading(RAO_CAUDAL, 9, 19), true);
    assertThat(r.segment()).contains(CassSegment.MID_LCX);
    assertThat(r.abstentions()).isEmpty();
    assertThat(r.segments()).isEqualTo(r.withoutPrior());
    assertThat(r.plausibility().orElseThrow().unusual()).isFalse();
    assertThat(r.segments().arteries().get(Vessel.LCX)).isGreaterThan(0.99);
    assertThat(r.stenosis().percent()).isEqualTo(62);
    assertThat(r.stenosis().interval().low()).isCloseTo(62 - 16.45, within(1e-5));
    assertThat(r.stenosis().interval().high()).isCloseTo(62 + 16.45, within(1e-5));
    assertThat(r.stenosis().grade()).isEqualTo(SeverityBand.MODERATE);
    assertThat(r.summary())
        .startsWith("mLCX 1.00, ")
        .contains("stenosis 62 % (90 %: 46 to 78)")
        .endsWith("Research use only, not a medical device.");
  }

  /** The prompt of the brief: mid RCA in a view of the left tree. */
  @Test
  void anUnusualPairIsFlaggedAndOnDemandAbstainedFrom() {
    CoronaryReading given = reading(RAO_CAUDAL, 9, 2);
    SegmentReading flagged = reader.read(given, true);
    assertThat(flagged.segment()).contains(CassSegment.MID_RCA);
    assertThat(flagged.plausibility().orElseThrow().unusual()).isTrue();
    assertThat(flagged.summary()).contains("unusual view");
    ReaderOptions strict = ReaderOptions.standard().withAbstainWhenUnusual(true);
    SegmentReading r = new SegmentReader(strict).read(given, true);
    assertThat(r.abstentions()).containsExactly(Abstention.UNUSUAL_VIEW);
    assertThat(r.segment()).isEmpty();
    assertThat(r.best()).contains(CassSegment.MID_RCA);
  }

  /** What the network says stays visible beside what the view makes of it. */
  @Test
  void thePriorIsSoftAndBothAnswersAreReported() {
    SegmentReader weighted = new SegmentReader(ReaderOptions.standard().withPriorWeight(1));
    SegmentReading torn = weighted.read(reading(RAO_CAUDAL, 6, 2, 19), true);
    assertThat(torn.withoutPrior().top(2))
        .allSatisfy(c -> assertThat(c.probability()).isCloseTo(0.5, within(0.02)));
    assertThat(torn.best()).contains(CassSegment.MID_LCX);
    assertThat(probability(torn, CassSegment.MID_RCA)).isBetween(1e-4, 0.2);
    SegmentReading sure = weighted.read(reading(RAO_CAUDAL, 40, 2), true);
    assertThat(sure.best()).as("a sure network is not overruled").contains(CassSegment.MID_RCA);
    SegmentReading blind = weighted.read(reading(null, 6, 2, 19), true);
    assertThat(blind.segments()).isEqualTo(blind.withoutPrior());
  }

  /** With logits of zero the scores are the prior's own, of the numbers seen. */
  @Test
  void withoutEvidenceThePriorSpeaks() {
    SegmentReader weighted = new SegmentReader(ReaderOptions.standard().withPriorWeight(1));
    SegmentReading r = weighted.read(reading(RAO_CAUDAL, 0), true);
    Map<CassSegment, Double> prior = new ViewPrior().probabilities(-30, -25);
    double lad = prior.getOrDefault(CassSegment.MID_LAD, 0.0);
    double circumflex =
        prior.getOrDefault(CassSegment.MID_LCX, 0.0)
            + prior.getOrDefault(CassSegment.DISTAL_LCX, 0.0);
    assertThat(probability(r, CassSegment.MID_LAD) / probability(r, CassSegment.MID_LCX))
        .isCloseTo(lad / circumflex, within(1e-9));
    assertThat(r.abstentions()).contains(Abstention.LOW_CONFIDENCE);
  }

  private static double probability(SegmentReading r, CassSegment segment) {
    return r.segments().candidates().stream()
        .filter(c -> c.segment() == segment)
        .mapToDouble(Candidate::probability)
        .findFirst()
        .orElse(0);
  }

  @Test
  void segmentsNeverSeenAreMaskedAndReported() {
    SegmentReading r = reader.read(reading(RAO_CAUDAL, 9, 11), true);
    assertThat(r.segments().ranking())
        .hasSize(SEEN.length)
        .doesNotContain(CassSegment.LEFT_MAIN, CassSegment.RIGHT_PAV);
    assertThat(r.abstentions())
        .contains(Abstention.CLASS_NEVER_SEEN, Abstention.LOW_CONFIDENCE)
        .hasSize(2);
  }

  @Test
  void everyOtherReasonToAbstain() {
    assertThat(reader.read(reading(null, 9, 13), true).abstentions())
        .containsExactly(Abstention.VIEW_UNKNOWN);
    assertThat(
            new SegmentReader(ReaderOptions.standard().withRequireView(false))
                .read(reading(null, 9, 13), true)
                .segment())
        .contains(CassSegment.MID_LAD);
    assertThat(reader.read(reading(RAO_CAUDAL, 9, 13), false).abstentions())
        .containsExactly(Abstention.ABSENT_OBJECT);
    CoronaryReading untrained =
        new CoronaryReading(new float[29], new float[29], 50, 15, 1.645f, RAO_CAUDAL);
    SegmentReading r = reader.read(untrained, true);
    assertThat(r.abstentions()).containsExactly(Abstention.UNTRAINED);
    assertThat(r.best()).isEmpty();
    assertThat(r.summary()).startsWith("no segment").contains("untrained");
  }

  @Property(tries = 100)
  void probabilitiesSumToOneInEveryView(
      @ForAll @Size(29) float @FloatRange(min = -500, max = 500) [] logits,
      @ForAll @IntRange(min = -100, max = 100) int primary,
      @ForAll @IntRange(min = -50, max = 50) int secondary) {
    ViewAngle view = ViewAngle.of(primary, secondary);
    CoronaryReading given = new CoronaryReading(logits, counts(), 50, 10, 1.6f, view);
    SegmentReading r =
        new SegmentReader(ReaderOptions.standard().withPriorWeight(0.5)).read(given, true);
    for (SegmentProbabilities p : new SegmentProbabilities[] {r.segments(), r.withoutPrior()}) {
      assertThat(p.candidates().stream().mapToDouble(Candidate::probability).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(p.arteries().values().stream().mapToDouble(d -> d).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(p.candidates())
          .isSortedAccordingTo((a, b) -> Double.compare(b.probability(), a.probability()));
    }
  }

  @Test
  void percentSpreadAndCountsHaveRanges() {
    refused(counts(), 150, 20, 1.645f);
    refused(counts(), -1, 20, 1.645f);
    refused(counts(), 50, -20, 1.645f);
    refused(counts(), 50, 20, -1);
    refused(counts(), 50, Float.MAX_VALUE, Float.MAX_VALUE);
    float[] negative = counts();
    negative[3] = -2;
    refused(negative, 50, 20, 1.645f);
    assertThatThrownBy(() -> new StenosisReading(50, new Interval(55, 71)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new SegmentProbabilities.Candidate(CassSegment.D1, 1.5))
        .isInstanceOf(InvalidInputException.class);
    SegmentProbabilities.Candidate half = new SegmentProbabilities.Candidate(CassSegment.D1, 0.5);
    assertThatThrownBy(() -> new SegmentProbabilities(List.of(half, half)))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Where the numbers enter: in the reading itself or in the reader. */
  private void refused(float[] counts, float percent, float spread, float factor) {
    assertThatThrownBy(
            () ->
                reader.read(
                    new CoronaryReading(new float[29], counts, percent, spread, factor, RAO_CAUDAL),
                    true))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void intervalsStayWithinAHundred() {
    CoronaryReading severe =
        new CoronaryReading(new float[29], counts(), 97, 20, 1.645f, RAO_CAUDAL);
    assertThat(reader.read(severe, true).stenosis().interval().high()).isEqualTo(100);
    CoronaryReading open = new CoronaryReading(new float[29], counts(), 3, 20, 1.645f, RAO_CAUDAL);
    assertThat(reader.read(open, true).stenosis().interval().low()).isEqualTo(0);
  }

  @Test
  void refusesWhatIsNoReading() {
    float[] broken = new float[29];
    Arrays.fill(broken, Float.NaN);
    CoronaryReading nan = new CoronaryReading(broken, counts(), 50, 10, 1, null);
    assertThatThrownBy(() -> reader.read(nan, true)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ReaderOptions.standard().withPriorWeight(-1))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new CoronaryReading(new float[28], counts(), 50, 10, 1, null))
        .isInstanceOf(InvalidInputException.class);
  }
}
