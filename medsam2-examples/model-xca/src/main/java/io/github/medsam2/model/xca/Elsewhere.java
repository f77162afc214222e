// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.sampling.CounterRandom;
import java.util.Optional;

/**
 * Pieces of vessels like a marked one where nothing is marked: what the model finds in a box of the
 * same size in the same image that meets no mark, shown to it by its own box, as marks are. Some
 * may be stenoses that nobody marked, some no coronary vessel.
 */
final class Elsewhere {
  private static final int TRIES = 20;

  /** A vessel covers at least this share of a box around a piece of it. */
  private static final double LEAST = 0.1;

  private Elsewhere() {}

  /** None where no box of some tries shows a vessel. */
  static Optional<Segmentation> of(
      MedSam2 model, ImageEmbedding image, Sample marked, BoxPrompt box, CounterRandom random) {
    Mask marks =
        marked.objects().stream().map(SampleObject::mask).reduce(Mask::union).orElseThrow();
    double width = box.x1() - box.x0();
    double height = box.y1() - box.y0();
    for (int i = 0; i < TRIES; i++) {
      double x = Math.rint(random.uniform(2L * i) * (image.width() - 1 - width));
      double y = Math.rint(random.uniform(2L * i + 1) * (image.height() - 1 - height));
      BoxPrompt other = new BoxPrompt(x, y, x + width, y + height);
      if (!meets(marks, other)) {
        Mask found = model.prompt(image).and(other).predict().mask();
        if (found.area() > LEAST * width * height) {
          return Optional.of(model.prompt(image).and(BoxPrompt.around(found)).predict());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean meets(Mask marks, BoxPrompt box) {
    Mask area =
        Mask.ofPolygon(
            marks.width(),
            marks.height(),
            box.x0(),
            box.y0(),
            box.x1(),
            box.y0(),
            box.x1(),
            box.y1(),
            box.x0(),
            box.y1());
    return !area.intersection(marks).isEmpty();
  }
}
