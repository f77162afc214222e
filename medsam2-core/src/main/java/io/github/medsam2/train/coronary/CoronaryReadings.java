// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.coronary;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.net.coronary.CoronarySlots;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.Values;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.reading.coronary.CoronaryReading;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.loss.LabelLoss;
import io.github.medsam2.train.loss.LabelTargets;
import io.github.medsam2.train.loss.ReadingLoss;
import io.github.medsam2.train.loss.ReadingTruth;
import io.github.medsam2.train.loss.SpreadLoss;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What the reading heads for coronary angiograms learn: the CASS segment of a mask where its object
 * is described by one, and the diameter stenosis with its spread where it is known. An exported
 * network remembers the cases of each segment, and by how many spreads its interval of a stenosis
 * must reach to hold nine of ten of the validation samples.
 *
 * <pre>{@code
 * TrainerOptions.of(5000)
 *     .words(WordRecipe.few())
 *     .readings(CoronaryReadings.of(split.train(), SegmentTree.neighbours()))
 * }</pre>
 *
 * @param classCounts objects of each CASS number 1 to 29 that are learnt from
 * @param labels what of them is to be predicted
 * @param labelWeight of the segment's loss, beside those of the mask; at least 0
 * @param stenosisWeight of the stenosis' loss; at least 0
 */
public record CoronaryReadings(
    List<Long> classCounts, LabelTargets labels, double labelWeight, double stenosisWeight)
    implements ReadingLoss {
  private static final double SMOOTHING = 0.05;
  private static final double LABEL_WEIGHT = 0.2;
  private static final double STENOSIS_WEIGHT = 0.05;

  /** Half of a normal distribution's 90 % interval, in standard deviations. */
  private static final double NORMAL_90 = 1.6449;

  private static final double HELD = 0.9;
  private static final String UNDER = CoronaryConfig.READING_HEADS + ".";

  /** Checks sizes and ranges. */
  public CoronaryReadings {
    classCounts = List.copyOf(classCounts);
    int n = CoronaryConfig.SEGMENTS;
    require(classCounts.size() == n && labels.weights().size() == n, n + " counts and labels");
    require(labelWeight >= 0 && Double.isFinite(labelWeight), "a weight of at least 0");
    require(stenosisWeight >= 0 && Double.isFinite(stenosisWeight), "a weight of at least 0");
  }

  private static void require(boolean good, String expected) {
    if (!good) {
      throw new InvalidInputException(
          "coronary readings", expected, "another number", "correct it");
    }
  }

  /**
   * For the objects of a training set, all of which are read once: rare segments count more, a
   * twentieth of each goes to the segments beside it.
   *
   * @param neighbours of the CASS numbers 1 to 29, the segments beside each in the coronary tree,
   *     counted from 0; {@code SegmentTree.neighbours} of medsam2-qca knows them
   * @throws io.github.medsam2.prompt.UnsupportedPromptException when an object is described in
   *     another scheme than CASS
   */
  public static CoronaryReadings of(SampleSet train, List<List<Integer>> neighbours) {
    long[] counts = new long[CoronaryConfig.SEGMENTS];
    for (int i = 0; i < train.size(); i++) {
      for (SampleObject object : train.get(i).objects()) {
        int row = row(ReadingTruth.of(object));
        if (row >= 0) {
          counts[row]++;
        }
      }
    }
    return new CoronaryReadings(
        Arrays.stream(counts).boxed().toList(),
        new LabelTargets(LabelTargets.balance(counts), neighbours, SMOOTHING),
        LABEL_WEIGHT,
        STENOSIS_WEIGHT);
  }

  /** As {@link #of(SampleSet, List)}, with nothing known of which segments lie side by side. */
  public static CoronaryReadings of(SampleSet train) {
    return of(train, Collections.nCopies(CoronaryConfig.SEGMENTS, List.of()));
  }

  /** Of the object's segment; -1 where none is named. */
  static int row(ReadingTruth truth) {
    truth.description().ifPresent(d -> CoronaryConfig.ALL.require("the reading heads", d));
    return truth
        .description()
        .map(CoronaryPrompt.class::cast)
        .flatMap(CoronaryPrompt::segment)
        .map(CoronaryConfig::row)
        .orElse(-1);
  }

  @Override
  public List<String> names() {
    return List.of("cass", "stenosis");
  }

  @Override
  public <T> List<T> of(LossOps<T> ops, Map<String, T> readings, List<ReadingTruth> truths) {
    Values<T> read = new Values<>(readings);
    T logits = ops.reshape(read.get(CoronarySlots.CASS), 0, CoronaryConfig.SEGMENTS);
    int[] rows = truths.stream().mapToInt(CoronaryReadings::row).toArray();
    T label = new LabelLoss<>(ops, logits, ops.constant(labels.of(rows))).value();
    T stenosis = stenosis(ops, read, truths);
    return List.of(ops.affine(label, labelWeight, 0), ops.affine(stenosis, stenosisWeight, 0));
  }

  private static <T> T stenosis(LossOps<T> ops, Values<T> read, List<ReadingTruth> truths) {
    int count = truths.size();
    float[] percent = new float[count];
    float[] known = new float[count];
    for (int i = 0; i < count; i++) {
      known[i] = truths.get(i).stenosis().isPresent() ? 1 : 0;
      percent[i] = (float) truths.get(i).stenosis().orElse(0);
    }
    return new SpreadLoss<>(
            ops,
            read.get(CoronarySlots.STENOSIS),
            read.get(CoronarySlots.LOG_SPREAD),
            ops.constant(HostTensor.of(percent, count, 1)),
            ops.constant(HostTensor.of(known, count, 1)))
        .value();
  }

  @Override
  public Map<String, HostTensor> remembered(List<Judged> judged) {
    float[] counts = new float[classCounts.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = classCounts.get(i);
    }
    return Map.of(
        UNDER + "class_counts",
        HostTensor.of(counts, counts.length),
        UNDER + "interval_factor",
        HostTensor.of(new float[] {(float) factor(judged)}, 1));
  }

  /**
   * The share of errors an interval is to hold, of one case more than there are (split conformal
   * prediction). Too few cases say nothing: the spread is then taken for that of a normal
   * distribution.
   */
  private static double factor(List<Judged> judged) {
    double[] errors =
        judged.stream()
            .filter(j -> j.truth().stenosis().isPresent())
            .mapToDouble(j -> error((CoronaryReading) j.reading(), j.truth()))
            .sorted()
            .toArray();
    int rank = (int) Math.ceil((errors.length + 1) * HELD);
    return rank > errors.length ? NORMAL_90 : errors[rank - 1];
  }

  private static double error(CoronaryReading reading, ReadingTruth truth) {
    double off = reading.stenosisPercent() - truth.stenosis().orElseThrow();
    return Math.abs(off) / reading.spread();
  }
}
