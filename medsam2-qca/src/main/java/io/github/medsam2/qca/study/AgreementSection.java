// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.qca.stats.BlandAltman;
import io.github.medsam2.qca.stats.Correlation;
import io.github.medsam2.qca.stats.Icc;
import io.github.medsam2.qca.stats.Interval;
import io.github.medsam2.qca.stats.LineFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Agreement of measured and true values of a metric. */
final class AgreementSection {
  private static final int LEAST = 4;

  private AgreementSection() {}

  static void add(Html page, Study study, Metric metric) {
    List<StudyCase> test = study.test().stream().filter(metric::isPaired).toList();
    if (test.size() < LEAST) {
      return;
    }
    double[] truth = metric.truth(test);
    double[] measured = metric.measured(test);
    page.heading(3, "Agreement, measured - true, " + metric.unit);
    page.table(List.of("", "value", "95 %"), rows(metric, truth, measured));
    BlandAltman b = BlandAltman.of(truth, measured);
    page.note(
        b.isProportional()
            ? "The interval of the slope leaves out 0: the bias changes with size."
            : "The interval of the slope holds 0: no bias that changes with size was found.");
    page.figures(
        List.of(
            Figures.blandAltman(metric, truth, measured), Figures.scatter(metric, truth, measured)),
        "Left: difference against mean, with bias and limits of agreement. Right: measured against"
            + " true, with the line of identity and Deming's line.");
  }

  private static List<List<String>> rows(Metric metric, double[] truth, double[] measured) {
    int d = metric.digits;
    BlandAltman b = BlandAltman.of(truth, measured);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("bias", Num.signed(b.bias(), d), b.biasInterval(), d));
    rows.add(row("lower limit of agreement", b.lower(), b.limitHalfWidth(), d));
    rows.add(row("upper limit of agreement", b.upper(), b.limitHalfWidth(), d));
    rows.add(row("proportional bias, slope", Num.signed(b.slope(), 3), b.slopeInterval(), 3));
    Icc icc = Icc.twoOne(pairs(truth, measured));
    rows.add(
        row(
            "ICC(2,1), two-way random, absolute agreement",
            Num.of(icc.value(), 3),
            icc.interval(),
            3));
    rows.add(List.of("Lin's concordance", Num.of(Correlation.concordance(truth, measured), 3), ""));
    rows.add(List.of("Pearson's r", Num.of(Correlation.pearson(truth, measured), 3), ""));
    line(rows, "Deming", LineFit.deming(truth, measured), d);
    boolean varied = Arrays.stream(truth).anyMatch(v -> v != truth[0]);
    if (varied && truth.length <= LineFit.MOST_PAIRS) {
      line(rows, "Passing-Bablok", LineFit.passingBablok(truth, measured), d);
    }
    return rows;
  }

  private static void line(List<List<String>> rows, String name, LineFit f, int digits) {
    rows.add(row(name + ", slope", Num.of(f.slope(), 3), f.slopeInterval(), 3));
    rows.add(
        row(
            name + ", intercept",
            Num.signed(f.intercept(), digits),
            f.interceptInterval(),
            digits));
  }

  private static double[][] pairs(double[] truth, double[] measured) {
    double[][] pairs = new double[truth.length][];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = new double[] {truth[i], measured[i]};
    }
    return pairs;
  }

  private static List<String> row(String name, double value, double half, int digits) {
    return row(name, Num.signed(value, digits), new Interval(value - half, value + half), digits);
  }

  private static List<String> row(String name, String value, Interval interval, int digits) {
    return List.of(name, value, Num.interval(interval, digits));
  }
}
