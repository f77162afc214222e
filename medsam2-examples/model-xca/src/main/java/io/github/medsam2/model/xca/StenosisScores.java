// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Auroc;
import io.github.medsam2.evaluate.Bootstrap;
import io.github.medsam2.evaluate.Interval;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.evaluate.Statistic;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.qca.reading.SegmentReader;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Marked stenoses of ARCADE: their outlines by their boxes, and whether the stenosis that is read
 * tells them from what the model finds {@link Elsewhere}.
 *
 * @param dice of the outlines, mean
 * @param median of the same
 * @param auroc of the stenosis that is read
 * @param marked places
 * @param others places
 */
record StenosisScores(Interval dice, Interval median, double auroc, int marked, int others) {
  static StenosisScores of(MedSam2 model, SampleSet samples) {
    SegmentReader reader = new SegmentReader();
    List<Double> dice = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    List<Double> read = new ArrayList<>();
    List<Boolean> marked = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      CounterRandom random = CounterRandom.of(11).split(i);
      try (ImageEmbedding image = model.embed(sample.image())) {
        for (SampleObject o : sample.objects()) {
          BoxPrompt box = BoxPrompt.around(o.mask());
          Segmentation found = model.prompt(image).and(box).predict();
          dice.add(MaskScores.overlap(found.mask(), o.mask()).dice());
          groups.add(sample.group());
          read.add(reader.read(found).stenosis().percent());
          marked.add(true);
          Elsewhere.of(model, image, sample, box, random.split(dice.size()))
              .ifPresent(
                  s -> {
                    read.add(reader.read(s).stenosis().percent());
                    marked.add(false);
                  });
        }
      }
    }
    double[] values = dice.stream().mapToDouble(Double::doubleValue).toArray();
    String[] of = groups.toArray(String[]::new);
    return new StenosisScores(
        Bootstrap.standard().interval(values, of, Statistic.MEAN),
        Bootstrap.standard().interval(values, of, Statistic.MEDIAN),
        Auroc.of(read, marked),
        dice.size(),
        read.size() - dice.size());
  }
}
