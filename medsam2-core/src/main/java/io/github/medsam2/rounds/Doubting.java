// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/** How a model's doubt of a case is found. */
final class Doubting {
  private static final int VARIED = 4;
  private static final double BOX = 0.1;
  private static final double MOST = 20;
  private static final double POINT = 2;

  private final MedSam2 model;
  private final boolean flip;

  Doubting(MedSam2 model, boolean flip) {
    this.model = model;
    this.flip = flip;
  }

  DoubtfulCase candidate(ProjectCase c, Image image, Prompts prompts, CounterRandom random) {
    try (ImageEmbedding embedded = model.embed(image)) {
      Segmentation first = answer(embedded, prompts);
      List<Mask> masks = new ArrayList<>();
      for (int i = 0; i < VARIED; i++) {
        masks.add(answer(embedded, varied(prompts, image, random.split(i))).mask());
      }
      if (flip) {
        masks.add(mirrored(image, prompts));
      }
      Mask mask = first.mask();
      double edge = Edge.entropy(first.logits(), mask);
      Doubt doubt = new Doubt(1 - first.iou(), 1 - agreement(masks), edge);
      return new DoubtfulCase(c.id(), c.stratum(), doubt, embedded.pooled(mask));
    }
  }

  private Segmentation answer(ImageEmbedding image, Prompts prompts) {
    return model.prompt(image).and(prompts).predict();
  }

  private Mask mirrored(Image image, Prompts prompts) {
    try (ImageEmbedding embedded = model.embed(Mirror.of(image))) {
      return Mirror.of(answer(embedded, Mirror.of(prompts, image.width())).mask());
    }
  }

  /** Sides of a box by up to a tenth, clicks by a normal of 2 pixels. */
  private static Prompts varied(Prompts prompts, Image image, CounterRandom random) {
    Prompts varied = null;
    int draw = 0;
    for (Prompt p : prompts.all()) {
      Prompt moved = p;
      if (p instanceof BoxPrompt b) {
        double x = Math.min(MOST, BOX * (b.x1() - b.x0()));
        double y = Math.min(MOST, BOX * (b.y1() - b.y0()));
        moved =
            new BoxPrompt(
                b.x0() + x * (2 * random.uniform(draw) - 1),
                b.y0() + y * (2 * random.uniform(draw + 1) - 1),
                b.x1() + x * (2 * random.uniform(draw + 2) - 1),
                b.y1() + y * (2 * random.uniform(draw + 3) - 1));
      } else if (p instanceof PointPrompt c) {
        double x = clamp(c.x() + POINT * random.normal(draw), image.width());
        double y = clamp(c.y() + POINT * random.normal(draw + 1), image.height());
        moved = new PointPrompt(x, y, c.positive());
      }
      draw += 4;
      varied = varied == null ? Prompts.of(moved) : varied.and(moved);
    }
    return varied == null ? prompts : varied;
  }

  private static double clamp(double at, int size) {
    return Math.max(0, Math.min(size - 1, at));
  }

  /** Mean Dice of each two; two empty ones do not agree on an object. */
  static double agreement(List<Mask> masks) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < masks.size(); i++) {
      for (int j = i + 1; j < masks.size(); j++) {
        int both = masks.get(i).area() + masks.get(j).area();
        sum += both == 0 ? 0 : 2.0 * masks.get(i).intersection(masks.get(j)).area() / both;
        pairs++;
      }
    }
    return sum / pairs;
  }
}
