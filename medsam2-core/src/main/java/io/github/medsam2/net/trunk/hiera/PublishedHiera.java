// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.hiera;

import java.util.List;
import java.util.Set;

/** The trunks that were published, and what their checkpoints do not say. Thread-safe. */
public enum PublishedHiera {
  /** The trunk of all MedSAM2 checkpoints. */
  TINY("tiny", 96, List.of(1, 2, 7, 2), 1, List.of(8, 4, 14, 7), Set.of(5, 7, 9)),
  /** As tiny, with four more blocks. */
  SMALL("small", 96, List.of(1, 2, 11, 2), 1, List.of(8, 4, 14, 7), Set.of(7, 10, 13)),
  /** The base+ trunk. */
  BASE_PLUS("base+", 112, List.of(2, 3, 16, 3), 2, List.of(8, 4, 14, 7), Set.of(12, 16, 20)),
  /** The large trunk. */
  LARGE("large", 144, List.of(2, 6, 36, 4), 2, List.of(8, 4, 16, 8), Set.of(23, 33, 43));

  private final String label;
  private final int width;
  private final List<Integer> stages;
  private final int heads;
  private final List<Integer> windows;
  private final Set<Integer> global;

  PublishedHiera(
      String label,
      int width,
      List<Integer> stages,
      int heads,
      List<Integer> windows,
      Set<Integer> global) {
    this.label = label;
    this.width = width;
    this.stages = stages;
    this.heads = heads;
    this.windows = windows;
    this.global = global;
  }

  /** The trunk as published; base+ has a finer position embedding than the others. */
  public Hiera trunk() {
    return new Hiera(width, stages, heads, windows, global, this == BASE_PLUS ? 14 : 7);
  }

  /** The trunk of this width and depth, or one that follows the small models' pattern. */
  static Hiera complete(int width, List<Integer> stages, int grid, int window) {
    for (PublishedHiera t : values()) {
      if (t.width == width && t.stages.equals(stages)) {
        return new Hiera(width, stages, t.heads, t.windows, t.global, grid);
      }
    }
    int middle = stages.get(0) + stages.get(1) + stages.get(2) / 2;
    return new Hiera(width, stages, 1, List.of(window, 4, 14, 7), Set.of(middle), grid);
  }

  static String name(Hiera trunk) {
    for (PublishedHiera t : values()) {
      if (t.width == trunk.width() && t.stages.equals(trunk.stages())) {
        return t.label;
      }
    }
    return "reduced";
  }
}
