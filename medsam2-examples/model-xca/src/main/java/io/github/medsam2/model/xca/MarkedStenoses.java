// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Marked stenoses and as many pieces of vessels {@link Elsewhere}, with a percentage each. ARCADE
 * tells none: a mark stands for a stenosis that a reader took for worth treating, and is taken for
 * {@value #MARKED} %, what nobody marked for {@value #ELSEWHERE} %.
 */
final class MarkedStenoses {
  /** What a mark is taken for. */
  static final double MARKED = 65;

  /** What is taken for a vessel without one. */
  static final double ELSEWHERE = 15;

  private static final long SEED = 17;

  private MarkedStenoses() {}

  /**
   * Makes them of images when they are asked for.
   *
   * @param model finds the pieces; open as long as samples are asked for
   * @param marks images with the stenoses marked on them
   */
  static SampleSet of(MedSam2 model, SampleSet marks) {
    return marks.changed((index, marked) -> beside(model, index, marked));
  }

  private static Sample beside(MedSam2 model, int index, Sample marked) {
    CounterRandom random = CounterRandom.of(SEED).split(index);
    List<SampleObject> all = new ArrayList<>();
    try (ImageEmbedding image = model.embed(marked.image())) {
      for (SampleObject mark : marked.objects()) {
        all.add(mark.withStenosis(MARKED));
        BoxPrompt box = BoxPrompt.around(mark.mask());
        Elsewhere.of(model, image, marked, box, random.split(all.size()))
            .ifPresent(s -> all.add(SampleObject.of(s.mask()).withStenosis(ELSEWHERE)));
      }
    }
    return Sample.of(marked.id(), marked.group(), marked.image(), all);
  }
}
