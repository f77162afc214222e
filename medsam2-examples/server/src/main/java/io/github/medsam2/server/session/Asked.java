// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.prompt.Prompts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is asked of an image: all prompts of one object, slice by slice, and how far to follow it.
 * The same question has the same answer whatever was asked before.
 *
 * @param axis across which the slices lie: 0 is x, 1 is y, 2 is z
 * @param slices prompts by slice, at least one
 * @param first the lowest slice to follow it to
 * @param last the highest one; where it is below {@code first}, only slices with prompts are
 *     answered
 */
public record Asked(int axis, SortedMap<Integer, Prompts> slices, int first, int last) {

  /** Copies the prompts. */
  public Asked {
    slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
  }

  /** Followed through a range of slices. */
  public static Asked through(int axis, SortedMap<Integer, Prompts> slices, int first, int last) {
    return new Asked(axis, slices, first, last);
  }

  /** Only on the slices with prompts. */
  public static Asked there(int axis, SortedMap<Integer, Prompts> slices) {
    return new Asked(axis, slices, 0, -1);
  }

  /** Whether it is followed to other slices. */
  public boolean follows() {
    return last >= first;
  }
}
