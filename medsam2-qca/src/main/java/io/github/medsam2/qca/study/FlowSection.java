// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.qca.stats.GroupSplit;
import java.util.ArrayList;
import java.util.List;

/** How many patients, sites and lesions there were, and what became of them. */
final class FlowSection {
  private FlowSection() {}

  static void add(Html page, Study study) {
    page.heading(2, "Cases");
    List<List<String>> rows = new ArrayList<>();
    List<GroupSplit.FoldSize> sizes = study.split().sizes();
    for (int f = 0; f < sizes.size(); f++) {
      GroupSplit.FoldSize s = sizes.get(f);
      String name = f == study.testFold() ? "test" : "other fold " + (f + 1);
      rows.add(List.of(name, s.patients() + "", s.sites() + "", s.items() + ""));
    }
    page.table(List.of("fold", "patients", "sites", "lesions"), rows);
    List<StudyCase> test = study.test();
    long occluded = test.stream().filter(c -> c.truth().occluded()).count();
    long found =
        test.stream()
            .filter(c -> c.truth().occluded())
            .filter(c -> c.measured().filter(StudyCase.Lesion::occluded).isPresent())
            .count();
    long missing = test.stream().filter(c -> c.measured().isEmpty()).count();
    long calledOccluded =
        test.stream()
            .filter(c -> !c.truth().occluded())
            .filter(c -> c.measured().filter(StudyCase.Lesion::occluded).isPresent())
            .count();
    page.table(
        List.of("in the test fold", "lesions"),
        List.of(
            List.of("occlusions, told apart from all diameters below", occluded + ""),
            List.of("of these measured as occlusions", found + ""),
            List.of("open, but measured as occlusions", calledOccluded + ""),
            List.of("nothing measured", missing + "")));
    page.note(
        "No patient stands in two folds. Baselines know only the other folds; every number below is"
            + " of the test fold. Intervals in brackets are 95 percent; where the text says so, by"
            + " a bootstrap that draws whole patients.");
  }
}
