// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.coronary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.engine.reference.Nd;
import io.github.medsam2.engine.reference.ReferenceLossOps;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.reading.coronary.CoronaryReading;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.loss.ReadingLoss.Judged;
import io.github.medsam2.train.loss.ReadingTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CoronaryReadingsTest {
  private static final int SEGMENTS = 29;

  private static SampleSet images(String... described) {
    List<Sample> all = new ArrayList<>();
    for (String words : described) {
      byte[] pixels = {1, 0, 0, 0};
      SampleObject o = SampleObject.of(Mask.of(2, 2, pixels));
      SampleObject said = words.isEmpty() ? o : o.described(CoronaryPrompt.parse(words));
      String id = "image " + all.size();
      all.add(Sample.of(id, id, Image.gray8(2, 2, pixels), List.of(said)));
    }
    return SampleSet.of(all);
  }

  private static ReadingTruth truth(String words) {
    return new ReadingTruth(Optional.of(CoronaryPrompt.parse(words)), OptionalDouble.empty());
  }

  private static ReadingTruth truth(double stenosis) {
    return new ReadingTruth(Optional.empty(), OptionalDouble.of(stenosis));
  }

  /** The two losses of heads that take all segments for alike, and say 40 +- 10 percent. */
  private static double[] losses(CoronaryReadings rule, ReadingTruth... truths) {
    int n = truths.length;
    float[] forty = new float[n];
    float[] spread = new float[n];
    Arrays.fill(forty, 40);
    Arrays.fill(spread, (float) Math.log(10));
    ReferenceLossOps ops = new ReferenceLossOps(MapWeights.NONE, ParameterView.STORED);
    Map<String, Nd> read =
        Map.of(
            "cass", ops.constant(HostTensor.of(new float[n * SEGMENTS], n, 1, SEGMENTS)),
            "stenosis", ops.constant(HostTensor.of(forty, n, 1)),
            "stenosis_log_spread", ops.constant(HostTensor.of(spread, n, 1)));
    return rule.of(ops, read, List.of(truths)).stream()
        .mapToDouble(v -> v.toHost().floats().get(0))
        .toArray();
  }

  @Test
  void rareSegmentsCountMoreAndWhatIsUnknownNothing() {
    SampleSet train = images("CASS 1", "CASS 1", "CASS 1a", "CASS 13, LAO 30", "", "RCA");
    CoronaryReadings rule = CoronaryReadings.of(train);
    double[] nothing = losses(rule, truth("RCA"), ReadingTruth.UNKNOWN);
    assertThat(nothing).containsExactly(0, 0);
    double log = 0.2 * Math.log(SEGMENTS);
    double rare = Math.sqrt(2);
    double frequent = Math.sqrt(2.0 / 3);
    assertThat(losses(rule, truth("CASS 13"))[0]).isCloseTo(log * rare, within(1e-5));
    assertThat(losses(rule, truth("CASS 1a"))[0]).isCloseTo(log * frequent, within(1e-5));
    assertThat(losses(rule, truth(60), truth("CASS 13"))[1])
        .isCloseTo(0.05 * (Math.log(10) + 2), within(1e-5));
  }

  @Test
  void otherSchemesAreRefusedBeforeTraining() {
    assertThatThrownBy(() -> CoronaryReadings.of(images("CASS 1", "SYNTAX 9a")))
        .isInstanceOf(UnsupportedPromptException.class)
        .hasMessageContaining("SegmentText.toCass");
  }

  private static List<Judged> errors(int count) {
    float[] logits = new float[SEGMENTS];
    List<Judged> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      all.add(new Judged(new CoronaryReading(logits, logits, 50, 4, 1, null), truth(50 + i)));
    }
    return all;
  }

  @Test
  void headsRememberWhatTheyHaveSeenAndHowFarTheyAreOff() {
    CoronaryReadings rule = CoronaryReadings.of(images("CASS 1", "CASS 1", "CASS 29"));
    Map<String, HostTensor> kept = rule.remembered(errors(19));
    float[] counts = requireNonNull(kept.get("reading_heads.class_counts")).toFloatArray();
    float[] expected = new float[SEGMENTS];
    expected[0] = 2;
    expected[28] = 1;
    assertThat(counts).isEqualTo(expected);
    assertThat(factor(kept)).as("18 of 19 errors, in spreads").isEqualTo(4.5f);
    assertThat(factor(rule.remembered(errors(8)))).as("too few").isEqualTo(1.6449f);
    assertThat(factor(rule.remembered(List.of()))).isEqualTo(1.6449f);
  }

  private static float factor(Map<String, HostTensor> kept) {
    return requireNonNull(kept.get("reading_heads.interval_factor")).toFloatArray()[0];
  }
}
