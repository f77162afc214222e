// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.concept.Instance;
import io.github.medsam2.concept.Instances;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.metrics.OverlapScores;
import io.github.medsam2.metrics.Region;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instances that become objects of a session, each prompted by its mask.
 *
 * @param session whose objects they become
 * @param name of the concept; objects are this and a number
 */
record InstanceObjects(VideoSession session, String name) {
  /** An instance that shares this much with an object is that object, as in the original. */
  private static final double SAME = 0.1;

  /** Checks the name. */
  InstanceObjects {
    if (requireGiven(name, "the name of a concept").isBlank()) {
      throw new InvalidInputException(
          "objects of a concept", "a name", "blank text", "give one to find them by");
    }
  }

  /**
   * @param known what was found on the frame before; nothing to take all instances for new
   * @return the new objects, in the order of the instances
   */
  List<TrackedObject> add(int frame, Instances found, @Nullable FrameResult known) {
    if (known != null && known.index() != frame) {
      throw new InvalidInputException(
          "objects known on frame " + frame,
          "the result of that frame",
          "frame " + known.index(),
          "walk to the frame first");
    }
    List<Mask> taken = new ArrayList<>();
    if (known != null) {
      known.objects().values().forEach(s -> taken.add(s.mask()));
    }
    List<TrackedObject> added = new ArrayList<>();
    for (Instance instance : found) {
      Mask mask = instance.mask();
      if (!mask.isEmpty() && taken.stream().noneMatch(t -> isSame(t, mask))) {
        TrackedObject object = session.object(freeName());
        object.on(frame).mask(mask);
        added.add(object);
      }
    }
    return added;
  }

  private static boolean isSame(Mask object, Mask instance) {
    return !object.isEmpty()
        && OverlapScores.between(Region.of(object, 1, 1), Region.of(instance, 1, 1)).iou() >= SAME;
  }

  private String freeName() {
    int number = 1;
    while (session.objects().contains(name + " " + number)) {
      number++;
    }
    return name + " " + number;
  }
}
