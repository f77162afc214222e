// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.List;

/** Judges weights as they will be used: by the engine that serves, with exact boxes. */
final class Evaluation {

  private Evaluation() {}

  /** Mean Dice over all objects, at the images' own size. */
  static double dice(Weights weights, SampleSet samples, ModelOptions options) {
    double sum = 0;
    int count = 0;
    try (MedSam2 model = MedSam2.of(weights, options)) {
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        try (ImageEmbedding image = model.embed(sample.image())) {
          List<Mask> masks = sample.objects().stream().map(SampleObject::mask).toList();
          List<Prompts> boxes =
              masks.stream().map(BoxPrompt::around).map(b -> Prompts.of(b)).toList();
          List<Segmentation> found = model.predict(image, boxes);
          for (int o = 0; o < masks.size(); o++) {
            sum += MaskScores.overlap(found.get(o).mask(), masks.get(o)).dice();
            count++;
          }
        }
      }
    }
    return sum / Math.max(1, count);
  }
}
