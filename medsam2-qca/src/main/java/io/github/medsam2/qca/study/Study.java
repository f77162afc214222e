// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.stats.GroupSplit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A study: cases with truth and readings, and the split that kept patients apart. Results are told
 * on the test fold alone; the other folds feed the baselines.
 *
 * @param title of the page
 * @param description of data, readers, frame rule and what was measured, for the reader
 * @param cases one for every item of the split
 * @param split folds that share no patient
 * @param testFold index of the fold that is tested
 */
public record Study(
    String title, String description, List<StudyCase> cases, GroupSplit split, int testFold) {

  /** Copies the list and checks that cases and split belong together. */
  public Study {
    cases = List.copyOf(cases);
    Set<GroupSplit.Item> items = cases.stream().map(StudyCase::item).collect(Collectors.toSet());
    Set<GroupSplit.Item> folds = new HashSet<>();
    split.folds().forEach(folds::addAll);
    boolean same = items.size() == cases.size() && items.equals(folds);
    if (!same || testFold < 0 || testFold >= split.folds().size()) {
      throw new InvalidInputException(
          "study",
          "one case for every item of the split, and a fold of it to test",
          cases.size() + " cases, " + folds.size() + " items, fold " + testFold,
          "split the items of the cases");
    }
  }

  /** The cases that are tested. */
  public List<StudyCase> test() {
    Set<GroupSplit.Item> fold = Set.copyOf(split.folds().get(testFold));
    return cases.stream().filter(c -> fold.contains(c.item())).toList();
  }

  /** The cases of all other folds. */
  public List<StudyCase> training() {
    Set<GroupSplit.Item> fold = Set.copyOf(split.folds().get(testFold));
    return cases.stream().filter(c -> !fold.contains(c.item())).toList();
  }
}
