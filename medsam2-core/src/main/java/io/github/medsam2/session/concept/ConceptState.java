// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that is known after a frame. Immutable.
 *
 * @param masklets that are followed, in the order they began
 * @param next number to be given
 * @param removed numbers of those that were taken back
 */
record ConceptState(List<Masklet> masklets, int next, Set<Integer> removed) {
  static final ConceptState START = new ConceptState(List.of(), 0, Set.of());

  ConceptState {
    masklets = List.copyOf(masklets);
    removed = Set.copyOf(removed);
  }

  /** The same with numbers from a higher one on. */
  ConceptState numberedFrom(int number) {
    return new ConceptState(masklets, Math.max(next, number), removed);
  }

  /** Without some, which are taken back. */
  ConceptState without(Set<Integer> numbers) {
    Set<Integer> all = new TreeSet<>(removed);
    all.addAll(numbers);
    List<Masklet> rest = masklets.stream().filter(m -> !numbers.contains(m.number())).toList();
    return new ConceptState(rest, next, all);
  }
}
