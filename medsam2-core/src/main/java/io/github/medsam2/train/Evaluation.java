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
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.train.loss.ReadingLoss;
import io.github.medsam2.train.loss.ReadingTruth;
import java.util.ArrayList;
import java.util.List;

/** Judges weights as they will be used: by the engine that serves, with exact boxes. */
final class Evaluation {

  private Evaluation() {}

  /**
   * Mean Dice over all objects: of images at their own size, of clips over the frames they are
   * tracked on.
   */
  static double dice(Weights weights, SampleSet samples, ModelOptions options) {
    List<Double> all = new ArrayList<>();
    try (MedSam2 model = MedSam2.of(weights, options)) {
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        boolean clip = sample.frames().size() > 1;
        all.addAll(clip ? ClipEvaluation.dice(model, sample) : dice(model, sample));
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static List<Double> dice(MedSam2 model, Sample sample) {
    List<Double> all = new ArrayList<>();
    try (ImageEmbedding image = model.embed(sample.image())) {
      List<Mask> masks = sample.objects().stream().map(SampleObject::mask).toList();
      List<Prompts> boxes = masks.stream().map(BoxPrompt::around).map(b -> Prompts.of(b)).toList();
      List<Segmentation> found = model.predict(image, boxes);
      for (int o = 0; o < masks.size(); o++) {
        all.add(MaskScores.overlap(found.get(o).mask(), masks.get(o)).dice());
      }
    }
    return all;
  }

  /** What is read of objects whose stenosis is known, found by exact boxes on the first frame. */
  static List<ReadingLoss.Judged> readings(
      Weights weights, SampleSet samples, ModelOptions options) {
    List<ReadingLoss.Judged> all = new ArrayList<>();
    try (MedSam2 model = MedSam2.of(weights, options)) {
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        List<SampleObject> known =
            sample.objects().stream()
                .filter(o -> o.stenosis().isPresent() && !o.mask().isEmpty())
                .toList();
        if (!known.isEmpty()) {
          all.addAll(readings(model, sample, known));
        }
      }
    }
    return all;
  }

  private static List<ReadingLoss.Judged> readings(
      MedSam2 model, Sample sample, List<SampleObject> known) {
    List<ReadingLoss.Judged> all = new ArrayList<>();
    try (ImageEmbedding image = model.embed(sample.image())) {
      List<Prompts> boxes = known.stream().map(Evaluation::seen).toList();
      List<Segmentation> found = model.predict(image, boxes);
      for (int o = 0; o < known.size(); o++) {
        ReadingTruth truth = ReadingTruth.of(known.get(o));
        found
            .get(o)
            .reading(MaskReading.class)
            .ifPresent(r -> all.add(new ReadingLoss.Judged(r, truth)));
      }
    }
    return all;
  }

  /** A box, and the view or whatever else lasts. */
  private static Prompts seen(SampleObject o) {
    Prompts box = Prompts.of(BoxPrompt.around(o.mask()));
    return o.description().flatMap(Description::lasting).map(box::saying).orElse(box);
  }
}
