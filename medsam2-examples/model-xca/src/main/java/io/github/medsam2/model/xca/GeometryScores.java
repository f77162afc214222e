// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Bootstrap;
import io.github.medsam2.evaluate.Interval;
import io.github.medsam2.evaluate.Statistic;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.NoVesselException;
import io.github.medsam2.qca.measure.Qca;
import io.github.medsam2.qca.measure.QcaOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the masks of the model change in a measurement: percent diameter stenosis as QCA measures it
 * in the mask that an exact box gives, beside the one in the true mask.
 *
 * @param difference mean absolute, in points
 * @param median absolute, in points
 * @param refused of how many objects one of the masks could not be measured
 */
record GeometryScores(Interval difference, Interval median, int refused) {

  static GeometryScores of(MedSam2 model, SampleSet samples) {
    List<Double> off = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      try (ImageEmbedding image = model.embed(sample.image())) {
        for (SampleObject o : sample.objects()) {
          Mask found = model.prompt(image).and(BoxPrompt.around(o.mask())).predict().mask();
          OptionalDouble own = stenosis(sample.image(), found);
          OptionalDouble truth = stenosis(sample.image(), o.mask());
          if (own.isPresent() && truth.isPresent()) {
            off.add(Math.abs(own.getAsDouble() - truth.getAsDouble()));
            groups.add(sample.group());
          } else {
            refused++;
          }
        }
      }
    }
    double[] values = off.stream().mapToDouble(Double::doubleValue).toArray();
    String[] of = groups.toArray(String[]::new);
    Bootstrap bootstrap = Bootstrap.standard();
    return new GeometryScores(
        bootstrap.interval(values, of, Statistic.MEAN),
        bootstrap.interval(values, of, Statistic.MEDIAN),
        refused);
  }

  private static OptionalDouble stenosis(Image image, Mask mask) {
    try {
      return OptionalDouble.of(
          new Qca(QcaOptions.standard())
              .measure(image, mask, new Calibration.None())
              .diameterStenosis());
    } catch (NoVesselException none) {
      return OptionalDouble.empty();
    }
  }
}
