// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import java.util.List;
import java.util.Optional;

/**
 * All instances of a concept on one frame. Immutable.
 *
 * @param index of the frame
 * @param instances those with a pixel on it, by number
 * @param done frames finished, this one included
 * @param total frames of this walk
 */
public record ConceptFrame(int index, List<TrackedInstance> instances, int done, int total) {

  /** Copies the list. */
  public ConceptFrame {
    instances = List.copyOf(instances);
  }

  /** The instance of this number, where it is seen. */
  public Optional<TrackedInstance> instance(int number) {
    return instances.stream().filter(i -> i.number() == number).findFirst();
  }

  /** {@code frame 12 (13 of 20): instance 3: 812 pixels, score 0.91, since frame 4}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("frame " + index + " (" + done + " of " + total + ")");
    String before = ": ";
    for (TrackedInstance i : instances) {
      out.append(before).append(i);
      before = "; ";
    }
    return out.toString();
  }
}
