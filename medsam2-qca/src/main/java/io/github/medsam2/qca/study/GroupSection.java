// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.stats.ClusterBootstrap;
import io.github.medsam2.qca.stats.ErrorSummary;
import io.github.medsam2.qca.stats.Interval;
import io.github.medsam2.qca.stats.SeverityBand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Errors by vessel size, severity and further subgroups, with intervals over patients. */
final class GroupSection {
  private static final ClusterBootstrap BOOTSTRAP = new ClusterBootstrap(1000, 1);
  private static final int LEAST_PATIENTS = 5;

  private final Metric metric;
  private final List<StudyCase> test;
  private final List<List<String>> rows = new ArrayList<>();

  private GroupSection(Study study, Metric metric) {
    this.metric = metric;
    this.test = study.test().stream().filter(metric::isPaired).toList();
  }

  static void sizeAndSeverity(Html page, Study study, Metric metric) {
    GroupSection s = new GroupSection(study, metric);
    s.row("all", c -> true);
    s.row("true RVD below 2 mm", c -> c.truth().rvdMm().orElse(Double.NaN) < 2);
    s.row("true RVD 2 to 3 mm", c -> between(c.truth().rvdMm().orElse(Double.NaN), 2, 3));
    s.row("true RVD 3 mm and more", c -> c.truth().rvdMm().orElse(Double.NaN) >= 3);
    for (SeverityBand band : SeverityBand.values()) {
      s.row("true %DS " + band.range(), c -> SeverityBand.of(c.truth().stenosis()) == band);
    }
    s.write(page, "By vessel size and severity, ");
  }

  static void subgroups(Html page, Study study, Metric metric) {
    GroupSection s = new GroupSection(study, metric);
    s.by("segment", c -> c.segment().id() + " " + c.segment().shortName());
    s.by("view", c -> c.view().map(ViewAngle::family).map(Object::toString).orElse("not known"));
    s.by("site", c -> c.item().site());
    s.test.stream()
        .flatMap(c -> c.groups().keySet().stream())
        .distinct()
        .sorted()
        .forEach(g -> s.by(g, c -> c.groups().getOrDefault(g, "not known")));
    s.write(page, "Subgroups, ");
  }

  private static boolean between(double v, double from, double to) {
    return v >= from && v < to;
  }

  private void by(String name, Function<StudyCase, String> group) {
    Map<String, List<StudyCase>> parts = new TreeMap<>();
    test.forEach(c -> parts.computeIfAbsent(group.apply(c), k -> new ArrayList<>()).add(c));
    parts.keySet().forEach(k -> row(name + ": " + k, c -> group.apply(c).equals(k)));
  }

  private void row(String name, Predicate<StudyCase> in) {
    List<StudyCase> some = test.stream().filter(in).toList();
    if (some.isEmpty()) {
      return;
    }
    long patients = some.stream().map(c -> c.item().patient()).distinct().count();
    ErrorSummary e = errors(some);
    int d = metric.digits;
    boolean enough = patients >= LEAST_PATIENTS;
    rows.add(
        List.of(
            name,
            some.size() + "",
            patients + "",
            Num.signed(e.bias(), d),
            enough ? interval(some, ErrorSummary::bias) : "–",
            Num.of(e.sdDifference(), d),
            Num.of(e.mae(), d),
            enough ? interval(some, ErrorSummary::mae) : "–"));
  }

  private ErrorSummary errors(List<StudyCase> cases) {
    return ErrorSummary.of(metric.truth(cases), metric.measured(cases));
  }

  private String interval(List<StudyCase> cases, ToDoubleFunction<ErrorSummary> number) {
    Interval i =
        BOOTSTRAP.interval(
            cases, c -> c.item().patient(), drawn -> number.applyAsDouble(errors(drawn)));
    return Num.interval(i, metric.digits);
  }

  private void write(Html page, String title) {
    page.heading(3, title + metric.unit);
    page.table(List.of("group", "lesions", "patients", "bias", "95 %", "SD", "MAE", "95 %"), rows);
    page.note(
        "Intervals: bootstrap over patients, 1000 draws; none with fewer than "
            + LEAST_PATIENTS
            + " patients. Many groups are looked at: some differ by chance.");
  }
}
