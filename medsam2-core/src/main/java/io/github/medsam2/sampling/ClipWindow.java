// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Consecutive frames of a cine or volume and the objects looked at in them.
 *
 * @param frames indices in the order in which they are run, rising or falling
 * @param objects indices of objects that are seen on the first of them, rising
 */
public record ClipWindow(List<Integer> frames, List<Integer> objects) {
  private static final int TRIES = 1000;

  /**
   * Draws a window whose first frame shows an object.
   *
   * @param visible the objects seen on each frame
   * @param length frames wanted, at least 1
   * @param mostObjects the most objects, at least 1; others are left out at random
   * @param reverse the share of windows that run backwards, 0 to 1; the original has none
   * @return none where the cine is shorter, or where a thousand draws found no object
   */
  public static Optional<ClipWindow> draw(
      List<BitSet> visible, int length, int mostObjects, double reverse, CounterRandom random) {
    if (length < 1 || mostObjects < 1 || !(reverse >= 0 && reverse <= 1)) {
      throw new InvalidInputException(
          "window of a clip",
          "at least 1 frame and object, a share of 0 to 1",
          length + ", " + mostObjects + ", " + reverse,
          "correct the number");
    }
    for (int attempt = 0; attempt < TRIES && length <= visible.size(); attempt++) {
      CounterRandom drawn = random.split(attempt);
      List<Integer> frames = frames(visible.size(), length, reverse, drawn);
      BitSet seen = visible.get(frames.get(0));
      if (!seen.isEmpty()) {
        return Optional.of(new ClipWindow(frames, objects(seen, mostObjects, drawn)));
      }
    }
    return Optional.empty();
  }

  private static List<Integer> frames(
      int available, int length, double reverse, CounterRandom random) {
    int start = random.below(available - length + 1, 0);
    boolean backwards = random.uniform(1) < reverse;
    List<Integer> frames = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      frames.add(start + (backwards ? length - 1 - i : i));
    }
    return List.copyOf(frames);
  }

  private static List<Integer> objects(BitSet seen, int most, CounterRandom random) {
    int[] all = seen.stream().toArray();
    List<Integer> objects = new ArrayList<>();
    for (int i : random.split("objects").choose(Math.min(most, all.length), all.length)) {
      objects.add(all[i]);
    }
    return objects.stream().sorted().toList();
  }
}
