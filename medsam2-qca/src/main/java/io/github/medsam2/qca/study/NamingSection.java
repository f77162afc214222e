// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentTree;
import io.github.medsam2.qca.anatomy.ViewPrior;
import io.github.medsam2.qca.stats.Baselines;
import io.github.medsam2.qca.stats.ClusterBootstrap;
import io.github.medsam2.qca.stats.ConfusionMatrix;
import io.github.medsam2.qca.stats.Interval;
import io.github.medsam2.qca.stats.Reliability;
import io.github.medsam2.qca.stats.SegmentScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How well segments were named, beside the majority and the prior of the view. */
final class NamingSection {
  private static final ClusterBootstrap BOOTSTRAP = new ClusterBootstrap(1000, 1);
  private static final int BINS = 10;
  private static final List<CassSegment> ORDER = SegmentTree.order();

  private final List<StudyCase> test;
  private final List<List<String>> rows = new ArrayList<>();

  private NamingSection(List<StudyCase> test) {
    this.test = test;
  }

  static void add(Html page, Study study) {
    page.heading(2, "Naming of segments");
    List<StudyCase> test = study.test().stream().filter(c -> c.naming().isPresent()).toList();
    if (test.isEmpty()) {
      page.text("No segment was named in this study.");
      return;
    }
    NamingSection section = new NamingSection(test);
    section.scores(page, study);
    section.confidence(page);
    section.matrix(page);
  }

  private void scores(Html page, Study study) {
    List<CassSegment> majority =
        Baselines.majority(study.training().stream().map(StudyCase::segment).toList());
    row("majority", c -> majority);
    ViewPrior prior = new ViewPrior();
    row(
        "prior of the view",
        c ->
            c.view()
                .map(v -> Baselines.byView(prior, v.primary(), v.secondary()))
                .orElse(majority));
    row("named", c -> c.naming().orElseThrow().answers());
    page.table(
        List.of(
            "reader",
            "top 1",
            "95 %",
            "top 2",
            "top 3",
            "artery",
            "tree distance",
            "macro F1",
            "balanced",
            "kappa"),
        rows);
    long abstained = test.stream().filter(c -> c.naming().orElseThrow().abstained()).count();
    page.note(
        test.size()
            + " cases of "
            + test.stream().map(StudyCase::segment).distinct().count()
            + " segments; "
            + abstained
            + " of them with a reader that would rather abstain, counted by its first answer."
            + " Macro F1 and balanced accuracy are over segments with cases. Tree distance: steps"
            + " between truth and answer. Interval: bootstrap over patients.");
  }

  private record Judged(String patient, boolean right) {}

  private void row(String name, Function<StudyCase, List<CassSegment>> reader) {
    // Once a case: the prior of a view is too dear to ask again in every draw.
    List<List<CassSegment>> answers = test.stream().map(reader).toList();
    List<SegmentScores.Answer> scored = new ArrayList<>();
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      StudyCase c = test.get(i);
      scored.add(new SegmentScores.Answer(c.segment(), answers.get(i)));
      judged.add(new Judged(c.item().patient(), answers.get(i).get(0) == c.segment()));
    }
    SegmentScores s = SegmentScores.of(scored);
    ConfusionMatrix m = matrix(answers);
    rows.add(
        List.of(
            name,
            Num.percent(s.top1()),
            Num.interval(interval(judged), 1),
            Num.percent(s.top2()),
            Num.percent(s.top3()),
            Num.percent(s.artery()),
            Num.of(s.treeDistance(), 2),
            Num.of(m.macroF1(), 3),
            Num.percent(m.balancedAccuracy()),
            Num.of(m.kappa(ConfusionMatrix.Weights.NONE), 3)));
  }

  private static Interval interval(List<Judged> judged) {
    if (judged.stream().map(Judged::patient).distinct().count() < 2) {
      return new Interval(Double.NaN, Double.NaN);
    }
    return BOOTSTRAP.interval(
        judged,
        Judged::patient,
        drawn -> 100.0 * drawn.stream().filter(Judged::right).count() / drawn.size());
  }

  private ConfusionMatrix matrix(List<List<CassSegment>> answers) {
    int[] truth = test.stream().mapToInt(c -> ORDER.indexOf(c.segment())).toArray();
    int[] named = answers.stream().mapToInt(a -> ORDER.indexOf(a.get(0))).toArray();
    return ConfusionMatrix.of(ORDER.size(), truth, named);
  }

  private void confidence(Html page) {
    double[] confidence =
        test.stream().mapToDouble(c -> c.naming().orElseThrow().confidence()).toArray();
    boolean[] right = new boolean[confidence.length];
    for (int i = 0; i < right.length; i++) {
      StudyCase c = test.get(i);
      right[i] = c.naming().orElseThrow().answers().get(0) == c.segment();
    }
    Reliability r = Reliability.of(confidence, right, BINS);
    page.heading(3, "Confidence");
    page.text(
        "Expected calibration error "
            + Num.of(r.ece(), 3)
            + ", Brier score "
            + Num.of(r.brier(), 3)
            + ".");
    page.figures(
        List.of(Figures.reliability(r), Figures.coverage(Reliability.coverage(confidence, right))),
        "Left: share named right against confidence. Right: share right when only the surest"
            + " answers are given.");
  }

  /** In the order of the tree; only segments that were true or answered. */
  private void matrix(Html page) {
    ConfusionMatrix m = matrix(test.stream().map(c -> c.naming().orElseThrow().answers()).toList());
    int n = ORDER.size();
    int[] shown =
        IntStream.range(0, n)
            .filter(i -> m.support(i) > 0 || IntStream.range(0, n).anyMatch(t -> m.count(t, i) > 0))
            .toArray();
    int[][] counts = new int[shown.length][shown.length];
    for (int i = 0; i < shown.length; i++) {
      for (int j = 0; j < shown.length; j++) {
        counts[i][j] = m.count(shown[i], shown[j]);
      }
    }
    page.heading(3, "Confusions, in the order of the tree");
    page.matrix(
        Arrays.stream(shown)
            .mapToObj(i -> ORDER.get(i).id() + " " + ORDER.get(i).shortName())
            .toList(),
        counts);
  }
}
