// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Bootstrap;
import io.github.medsam2.evaluate.Interval;
import io.github.medsam2.evaluate.Statistic;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentTree;
import io.github.medsam2.qca.reading.SegmentReader;
import io.github.medsam2.qca.reading.SegmentReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What is read of the masks that exact boxes give, beside what samples say.
 *
 * @param segments share of CASS numbers that are right
 * @param arteries share of arteries that are right
 * @param near share of segments that are right or adjoin the right one
 * @param stenosis mean absolute error of the diameter stenosis in percent, where it is told
 * @param skill of the stenosis over always saying the median; NaN where none is told
 * @param held share of stenoses inside of their intervals of 90 %
 * @param sure for least confidences in a segment, how many are named and how many of them rightly
 */
record ReadingScores(
    Interval segments,
    Interval arteries,
    Interval near,
    Interval stenosis,
    double skill,
    double held,
    List<Sure> sure) {
  private static final List<Double> CONFIDENCES = List.of(0.5, 0.6, 0.7, 0.8, 0.9);

  /**
   * What is named with at least some confidence.
   *
   * @param named share of all
   * @param right share of those
   */
  record Sure(double confidence, double named, double right) {}

  private record Read(String group, SampleObject truth, SegmentReading reading) {
    Optional<CassSegment> segment() {
      return truth
          .description()
          .map(CoronaryPrompt.class::cast)
          .flatMap(CoronaryPrompt::segment)
          .map(s -> CassSegment.ofCass(s.id()));
    }

    CassSegment said() {
      return reading.best().orElseThrow();
    }

    boolean right() {
      return said().number() == segment().orElseThrow().number();
    }
  }

  static ReadingScores of(MedSam2 model, SampleSet samples) {
    SegmentReader reader = new SegmentReader();
    List<Read> all = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      try (ImageEmbedding image = model.embed(sample.image())) {
        for (SampleObject o : sample.objects()) {
          Segmentation found = boxed(model, image, o);
          all.add(new Read(sample.group(), o, reader.read(found)));
        }
      }
    }
    return of(all);
  }

  private static Segmentation boxed(MedSam2 model, ImageEmbedding image, SampleObject object) {
    var box = model.prompt(image).and(BoxPrompt.around(object.mask()));
    Optional<CoronaryPrompt> view =
        object
            .description()
            .map(CoronaryPrompt.class::cast)
            .flatMap(CoronaryPrompt::view)
            .map(CoronaryPrompt::of);
    return view.map(box::describe).orElse(box).predict();
  }

  private static ReadingScores of(List<Read> all) {
    List<Read> named = all.stream().filter(r -> r.segment().isPresent()).toList();
    List<Read> narrow = all.stream().filter(r -> r.truth.stenosis().isPresent()).toList();
    double[] truth =
        narrow.stream().mapToDouble(r -> r.truth.stenosis().orElseThrow()).sorted().toArray();
    double median = truth.length == 0 ? Double.NaN : truth[truth.length / 2];
    ToDoubleFunction<Read> error =
        r -> Math.abs(r.reading.stenosis().percent() - r.truth.stenosis().orElseThrow());
    Interval stenosis = interval(narrow, error);
    double constant =
        narrow.stream()
            .mapToDouble(r -> Math.abs(median - r.truth.stenosis().orElseThrow()))
            .average()
            .orElse(Double.NaN);
    return new ReadingScores(
        interval(named, r -> share(r.right())),
        interval(named, r -> share(r.said().vessel() == r.segment().orElseThrow().vessel())),
        interval(named, r -> share(SegmentTree.distance(r.said(), r.segment().orElseThrow()) <= 1)),
        stenosis,
        1 - stenosis.estimate() / constant,
        narrow.stream().mapToDouble(ReadingScores::held).average().orElse(Double.NaN),
        CONFIDENCES.stream().map(c -> sure(named, c)).toList());
  }

  private static Sure sure(List<Read> named, double confidence) {
    List<Read> said =
        named.stream()
            .filter(r -> r.reading.segments().candidates().get(0).probability() >= confidence)
            .toList();
    double right = said.stream().mapToDouble(r -> share(r.right())).average().orElse(Double.NaN);
    return new Sure(confidence, said.size() / (double) named.size(), right);
  }

  private static double held(Read r) {
    double truth = r.truth.stenosis().orElseThrow();
    return share(
        r.reading.stenosis().interval().low() <= truth
            && truth <= r.reading.stenosis().interval().high());
  }

  private static double share(boolean right) {
    return right ? 1 : 0;
  }

  private static Interval interval(List<Read> reads, ToDoubleFunction<Read> value) {
    if (reads.isEmpty()) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN, 0, 0);
    }
    return Bootstrap.standard()
        .interval(
            reads.stream().mapToDouble(value).toArray(),
            reads.stream().map(Read::group).toArray(String[]::new),
            Statistic.MEAN);
  }
}
