// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.stats.Baselines;
import io.github.medsam2.qca.stats.BlandAltman;
import io.github.medsam2.qca.stats.Detection;
import io.github.medsam2.qca.stats.ErrorSummary;
import io.github.medsam2.qca.stats.GroupSplit;
import io.github.medsam2.qca.stats.Icc;
import io.github.medsam2.qca.stats.LineFit;
import io.github.medsam2.qca.stats.SegmentScores;
import io.github.medsam2.qca.study.StudyCase.Lesion;
import io.github.medsam2.qca.study.StudyCase.Naming;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPageTest {
  private static final List<CassSegment> SEGMENTS =
      List.of(CassSegment.MID_RCA, CassSegment.PROXIMAL_LAD, CassSegment.MID_LAD, CassSegment.OM1);
  private static final Study STUDY = study("Readings of <b>one</b> & \"another\"");
  private static final String PAGE = StudyPage.html(STUDY);

  private static Study study(String title) {
    Random random = new Random(5);
    List<StudyCase> cases = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      cases.add(reading(i, random));
    }
    List<GroupSplit.Item> items = cases.stream().map(StudyCase::item).toList();
    GroupSplit split = GroupSplit.byPatient(items, new double[] {0.4, 0.6}, 1);
    return new Study(title, "Drawn by chance.", cases, split, 1);
  }

  private static StudyCase reading(int i, Random random) {
    boolean before = i % 2 == 0;
    double stenosis =
        i == 30 ? 100 : Math.min(95, Math.max(2, (before ? 62 : 20) + 13 * random.nextGaussian()));
    double rvd = 1.8 + 1.8 * random.nextDouble();
    double read = Math.min(99, stenosis + 6 * random.nextGaussian());
    double readRvd = rvd + 0.1 * random.nextGaussian();
    CassSegment segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
    List<CassSegment> answers = new ArrayList<>(SEGMENTS);
    answers.remove(segment);
    double confidence = 0.4 + 0.6 * random.nextDouble();
    answers.add(random.nextDouble() < confidence ? 0 : 2, segment);
    return new StudyCase(
        new GroupSplit.Item("case " + i, "patient " + i / 3, "site " + (char) ('A' + i % 4)),
        before ? "PRE" : "FINAL",
        segment,
        Optional.of(ViewAngle.of(i % 3 == 0 ? 35 : -30, i % 3 == 1 ? -25 : 25)),
        Lesion.of(rvd * (1 - stenosis / 100), rvd, stenosis),
        i == 31
            ? Optional.empty()
            : Optional.of(Lesion.of(readRvd * (1 - read / 100), readRvd, read)),
        Optional.of(new Naming(answers, confidence, confidence < 0.5)),
        Map.of("stent <n>", before ? "no" : "yes"));
  }

  private static List<StudyCase> paired() {
    return STUDY.test().stream()
        .filter(c -> c.measured().isPresent() && c.truth().stenosis() < 100)
        .toList();
  }

  private static double[] truth(List<StudyCase> cases) {
    return cases.stream().mapToDouble(c -> c.truth().stenosis()).toArray();
  }

  private static double[] read(List<StudyCase> cases) {
    return cases.stream().mapToDouble(c -> c.measured().orElseThrow().stenosis()).toArray();
  }

  private static String row(String... cells) {
    return "<tr><td>" + String.join("</td><td>", cells) + "</td></tr>";
  }

  @Test
  void errorsStandBesideTheirBaselines() {
    List<StudyCase> test = paired();
    double[] known =
        truth(STUDY.training().stream().filter(c -> c.truth().stenosis() < 100).toList());
    ErrorSummary constant = ErrorSummary.of(truth(test), Baselines.constant(known, test.size()));
    ErrorSummary measured = ErrorSummary.of(truth(test), read(test));
    assertThat(PAGE)
        .contains("<tr><td>constant</td><td>" + Num.of(constant.mae(), 1) + "</td>")
        .contains("<tr><td>measured</td><td>" + Num.of(measured.mae(), 1) + "</td>")
        .contains("<td>" + Num.of(measured.skill(constant), 2) + "</td></tr>")
        .contains("median of the phase", "median of the segment", "Phase PRE", "Phase FINAL")
        .contains("an MAE of 4.2,", "one of 3.0 against a single reader", "an MAE of 8.1,");
  }

  @Test
  void agreementIsThatOfTheStatistics() {
    double[] t = truth(paired());
    double[] m = read(paired());
    BlandAltman b = BlandAltman.of(t, m);
    LineFit f = LineFit.deming(t, m);
    double[][] ratings = new double[t.length][];
    for (int i = 0; i < t.length; i++) {
      ratings[i] = new double[] {t[i], m[i]};
    }
    Icc icc = Icc.twoOne(ratings);
    assertThat(PAGE)
        .contains(row("bias", Num.signed(b.bias(), 1), Num.interval(b.biasInterval(), 1)))
        .contains(
            row(
                "ICC(2,1), two-way random, absolute agreement",
                Num.of(icc.value(), 3),
                Num.interval(icc.interval(), 3)))
        .contains(row("Deming, slope", Num.of(f.slope(), 3), Num.interval(f.slopeInterval(), 3)))
        .contains("Passing-Bablok, slope", "proportional bias, slope");
  }

  @Test
  void severityAndNamingAreThoseOfTheStatistics() {
    List<StudyCase> measured = STUDY.test().stream().filter(c -> c.measured().isPresent()).toList();
    Detection d = Detection.at(50, truth(measured), read(measured));
    SegmentScores s =
        SegmentScores.of(
            STUDY.test().stream()
                .map(c -> new SegmentScores.Answer(c.segment(), c.naming().orElseThrow().answers()))
                .toList());
    assertThat(PAGE)
        .contains("<td>" + Num.percent(d.sensitivity()) + "</td>")
        .contains("<td>" + Num.of(d.auprc(), 3) + "</td>")
        .contains("<tr><td>named</td><td>" + Num.percent(s.top1()) + "</td>")
        .contains("<tr><td>majority</td>", "<tr><td>prior of the view</td>")
        .contains("2 mRCA", "20 OM1", "Expected calibration error");
  }

  @Test
  void tellsCasesAndSubgroups() {
    GroupSplit.FoldSize test = STUDY.split().sizes().get(1);
    assertThat(PAGE)
        .contains(row("test", test.patients() + "", test.sites() + "", test.items() + ""))
        .contains("site: site A", "segment: 13 mLAD", "stent &lt;n&gt;: yes")
        .contains("true RVD below 2 mm", "true %DS 70 to 99 %");
  }

  @Test
  void isOneFileWithoutScriptsNetworkOrMarkupFromOutside() {
    assertThat(PAGE)
        .startsWith("<!DOCTYPE html>")
        .contains("Readings of &lt;b&gt;one&lt;/b&gt; &amp; &quot;another&quot;")
        .contains("Research use only", "data:image/png;base64,")
        .doesNotContain("<script", "http:", "https:", "<b>", "patient 1", "NaN");
  }

  @Test
  void fewCasesMakeAPageToo(@TempDir Path folder) throws java.io.IOException {
    List<GroupSplit.Item> items =
        List.of(new GroupSplit.Item("a", "p", "s"), new GroupSplit.Item("b", "q", "s"));
    List<StudyCase> cases =
        items.stream()
            .map(i -> StudyCase.of(i, CassSegment.D1, Lesion.of(1, 2, 50), Optional.empty()))
            .toList();
    GroupSplit split = new GroupSplit(List.of(List.of(items.get(0)), List.of(items.get(1))));
    Path file = folder.resolve("page.html");
    StudyPage.write(file, new Study("Two", "None measured.", cases, split, 0));
    assertThat(Files.readString(file)).contains("nothing measured", "No segment was named");
    assertThatThrownBy(() -> new Study("Two", "", cases.subList(0, 1), split, 0))
        .isInstanceOf(InvalidInputException.class);
  }
}
