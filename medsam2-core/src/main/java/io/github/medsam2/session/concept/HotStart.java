// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.image.Heading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Young instances that are doubted too often are taken back. Holds no state.
 *
 * @param rules how young and how often
 * @param heading of the walk
 */
record HotStart(ConceptRules rules, Heading heading) {

  /** The instances with what a frame adds to their doubts. */
  List<Masklet> counted(List<Masklet> before, Association frame) {
    List<Masklet> now = new ArrayList<>(before);
    frame.unmatched().forEach(m -> now.set(m, now.get(m).missed()));
    for (List<Integer> of : frame.shared()) {
      if (of.size() > 1) {
        int elder = of.stream().min(Comparator.comparingInt(m -> age(before.get(m)))).orElseThrow();
        of.stream()
            .filter(m -> m != elder)
            .forEach(m -> now.set(m, now.get(m).besides(before.get(elder).number())));
      }
    }
    return now;
  }

  /** The further on its way the walk was, the younger; the first of equals is the elder. */
  private int age(Masklet m) {
    return heading.ahead(m.since(), 0);
  }

  /** The numbers of those that are to go. */
  Set<Integer> removed(List<Masklet> counted, int frame) {
    Set<Integer> out = new TreeSet<>();
    for (Masklet m : counted) {
      boolean young = heading.ahead(frame, m.since()) < rules.delay();
      if (young && m.isDoubted(rules.doubts())) {
        out.add(m.number());
      }
    }
    return out;
  }
}
