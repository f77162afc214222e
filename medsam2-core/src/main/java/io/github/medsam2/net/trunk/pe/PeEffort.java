// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

import io.github.medsam2.net.layer.QuerySlices;
import io.github.medsam2.net.trunk.TrunkEffort;

/** Counts the products of trunk and neck, and what lies beside each other while they are made. */
final class PeEffort {
  /** Maps of the trunk's width that a block holds at most: its input, queries, keys, values, .. */
  private static final long MAPS = 12;

  /** Scores before and after the softmax. */
  private static final long SCORES = 2;

  /** The neck's share of the work at the published sizes, 107 of 5399 GFLOP. */
  private static final double NECK = 0.02;

  private PeEffort() {}

  static TrunkEffort of(Pe pe, int imageSide) {
    int grid = imageSide / pe.patch();
    double tokens = (double) grid * grid;
    double width = pe.width();
    double sum = 0;
    for (int i = 0; i < pe.depth(); i++) {
      int side = pe.side(i, grid);
      double keys = (double) side * side;
      sum += 2 * tokens * (4 * width * width + 2 * width * pe.hidden());
      sum += 4 * tokens * keys * width;
    }
    double values = tokens * (MAPS * width + 2 * pe.hidden()) + SCORES * QuerySlices.SCORES;
    return new TrunkEffort(sum * (1 + NECK), (long) (Float.BYTES * values));
  }
}
