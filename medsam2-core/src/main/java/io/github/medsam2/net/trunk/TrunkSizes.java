// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import io.github.medsam2.error.InvalidInputException;
import java.util.Set;

/** Checks that sizes fit one another. */
public final class TrunkSizes {

  private TrunkSizes() {}

  /** Refuses heads that do not divide the width. */
  public static void requireHeads(int width, int heads) {
    require(
        heads >= 1 && width % heads == 0,
        "a number of heads that divides the width " + width,
        heads);
  }

  /** Refuses global blocks that are not there. */
  public static void requireBlocks(Set<Integer> global, int blocks) {
    require(
        global.stream().allMatch(b -> b >= 0 && b < blocks),
        "global attention in blocks 0 to " + (blocks - 1),
        global);
  }

  /** Refuses sizes for which a condition does not hold. */
  public static void require(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new InvalidInputException(
          "sizes of the image trunk",
          expected,
          found.toString(),
          "give the sizes the model was trained with");
    }
  }
}
