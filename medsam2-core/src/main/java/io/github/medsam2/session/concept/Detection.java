// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.runtime.concept.Painted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One instance that the detector finds on a frame.
 *
 * @param score 0.001 to 0.999
 * @param logits on the network's own grid, not to be written to
 * @param cells of it
 */
record Detection(float score, float[] logits, Cells cells) {
  /** Scores beyond saturate, as the original stores their logits. */
  private static final double LEAST = 1e-3;

  /** What is likely enough and no other one twice, in the network's order. */
  static List<Detection> of(Painted found, ConceptRules rules) {
    List<Detection> all = new ArrayList<>();
    for (int i = 0; i < found.kept().length; i++) {
      float score = stored(found.candidates().score(found.kept()[i]));
      if (score > rules.detected()) {
        float[] logits = found.masks()[i];
        all.add(new Detection(score, logits, Cells.of(logits)));
      }
    }
    List<Detection> best = best(all, rules.duplicate());
    all.retainAll(best);
    return all;
  }

  private static List<Detection> best(List<Detection> all, double duplicate) {
    List<Detection> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
    List<Detection> best = new ArrayList<>();
    for (Detection d : sorted) {
      if (best.stream().noneMatch(b -> b.cells().iou(d.cells()) > (float) duplicate)) {
        best.add(d);
      }
    }
    return best;
  }

  private static float stored(float score) {
    double logit = Math.log(Math.max(score, LEAST) / Math.max(1 - score, LEAST));
    return (float) (1 / (1 + Math.exp(-logit)));
  }
}
