// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.concept;

import io.github.medsam2.prompt.BoxPrompt;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * All instances of a concept that were found on an image, perhaps none. Immutable, thread-safe.
 *
 * @param presence how sure the network is that there is any instance, 0 to 1
 * @param all in the network's own order, not by score
 */
public record Instances(float presence, List<Instance> all) implements Iterable<Instance> {
  /** How much of a box must agree for it to be the box of an instance. */
  private static final double SAME_BOX = 0.5;

  /** Copies the list. */
  public Instances {
    all = List.copyOf(all);
  }

  /** How many there are. */
  public int size() {
    return all.size();
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  @Override
  public Iterator<Instance> iterator() {
    return all.iterator();
  }

  /** Sorted by score, best first. */
  public List<Instance> byScore() {
    return all.stream().sorted(Comparator.comparingDouble(Instance::score).reversed()).toList();
  }

  /** The one of the highest score. */
  public Optional<Instance> best() {
    return byScore().stream().findFirst();
  }

  /**
   * The instance that a box is about: of those whose own box has an IoU above 0.5 with it, the one
   * of the highest score. An example box promises no such instance; to have what is in a box
   * segmented, prompt with the box instead.
   */
  public Optional<Instance> about(BoxPrompt box) {
    return byScore().stream().filter(i -> i.box().iou(box) > SAME_BOX).findFirst();
  }
}
