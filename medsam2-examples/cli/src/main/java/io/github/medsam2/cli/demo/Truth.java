// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.demo;

import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.phantom.LesionTruth;
import java.util.ArrayList;
import java.util.List;

/**
 * What is true of the phantom's vessel.
 *
 * @param masks of every frame; empty where no contrast has reached it
 * @param lesion on the frame on which it is shown
 */
public record Truth(List<Mask> masks, LesionTruth lesion) {

  /** Copies the list. */
  public Truth {
    masks = List.copyOf(masks);
  }

  /** Dice of every frame; NaN where the vessel cannot be seen. */
  public List<Double> dice(List<Mask> found) {
    List<Double> dice = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      dice.add(
          masks.get(i).isEmpty()
              ? Double.NaN
              : MaskScores.overlap(found.get(i), masks.get(i)).dice());
    }
    return dice;
  }

  /** The mean over frames on which the vessel can be seen. */
  public double meanDice(List<Mask> found) {
    return dice(found).stream()
        .filter(d -> !d.isNaN())
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** On how many frames the vessel can be seen. */
  public int visible() {
    return (int) masks.stream().filter(m -> !m.isEmpty()).count();
  }

  /** On how many frames something was found though there is nothing. */
  public int falseFrames(List<Mask> found) {
    int count = 0;
    for (int i = 0; i < masks.size(); i++) {
      count += masks.get(i).isEmpty() && !found.get(i).isEmpty() ? 1 : 0;
    }
    return count;
  }
}
