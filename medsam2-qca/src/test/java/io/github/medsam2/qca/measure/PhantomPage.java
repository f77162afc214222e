// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.prompt.ViewAngle;
import io.github.medsam2.qca.phantom.LesionTruth;
import io.github.medsam2.qca.stats.GroupSplit;
import io.github.medsam2.qca.study.Study;
import io.github.medsam2.qca.study.StudyCase;
import io.github.medsam2.qca.study.StudyCase.Lesion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The study of phantom lesions as a page. */
final class PhantomPage {
  private PhantomPage() {}

  static Study study(List<PhantomStudy.Case> measured, List<PhantomLesion.Card> others) {
    List<StudyCase> cases = new ArrayList<>();
    measured.forEach(c -> cases.add(of(c.lesion(), Optional.of(c))));
    others.forEach(l -> cases.add(of(l, Optional.empty())));
    List<GroupSplit.Item> items = cases.stream().map(StudyCase::item).toList();
    int n = measured.size();
    GroupSplit split = new GroupSplit(List.of(items.subList(n, items.size()), items.subList(0, n)));
    return new Study(
        "Geometric QCA on phantom lesions",
        "Synthetic angiograms with exact truth: "
            + n
            + " lesions, one a patient, measured by geometric QCA from the true mask, edges in the"
            + " image, blur of the system known, scale taken from the truth; the filled frame"
            + " nearest to mid-diastole. Truth is the lumen as projected in that view. Phantom"
            + " scores are not clinical performance.",
        cases,
        split,
        1);
  }

  private static StudyCase of(PhantomLesion.Card l, Optional<PhantomStudy.Case> result) {
    LesionTruth.Lumen truth = l.truth();
    Optional<Lesion> measured = result.map(r -> Lesion.of(r.mld(), r.rvd(), r.stenosis()));
    return new StudyCase(
        new GroupSplit.Item("lesion " + l.number(), "phantom " + l.number(), "phantom"),
        "all",
        l.segment(),
        Optional.of(ViewAngle.of(l.primary(), l.secondary())),
        Lesion.of(truth.mldMm(), truth.rvdMm(), truth.diameterStenosis()),
        measured,
        Optional.empty(),
        result
            .map(
                r ->
                    Map.of(
                        "overlap suspected",
                        r.flags().contains(QualityFlag.OVERLAP_SUSPECTED) ? "yes" : "no",
                        "near resolution limit",
                        r.flags().contains(QualityFlag.NEAR_RESOLUTION_LIMIT) ? "yes" : "no"))
            .orElse(Map.of()));
  }
}
