// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.qca.stats.Baselines;
import io.github.medsam2.qca.stats.ErrorSummary;
import io.github.medsam2.qca.stats.ErrorTable;
import io.github.medsam2.qca.stats.NoiseFloor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;

/** Errors of a metric beside what predictors reach that do not look at the image. */
final class ErrorSection {
  private static final List<String> HEAD =
      List.of("predictor", "MAE", "RMSE", "median", "bias", "SD", "ICC(2,1)", "skill");

  private ErrorSection() {}

  static void add(Html page, Study study, Metric metric) {
    List<StudyCase> training = study.training().stream().filter(metric::hasTruth).toList();
    List<StudyCase> test = study.test().stream().filter(metric::isPaired).toList();
    TreeSet<String> phases = new TreeSet<>(test.stream().map(StudyCase::phase).toList());
    if (phases.size() > 1) {
      for (String phase : phases) {
        List<StudyCase> some = test.stream().filter(c -> c.phase().equals(phase)).toList();
        table(page, metric, "Phase " + phase, training, some);
      }
    }
    table(page, metric, phases.size() > 1 ? "All phases" : "Errors and baselines", training, test);
    page.note(
        "Skill is 1 - MAE / MAE of the constant: 0 is no better than always giving the median of"
            + " the other folds. "
            + floor("On a frame chosen beforehand", metric, metric.readersSameFrame)
            + floor("When each reader chooses the frame", metric, metric.readersOwnFrame)
            + "These lines are of human readers against each other; the truth here may be of"
            + " another kind.");
  }

  private static String floor(String when, Metric m, double sd) {
    return String.format(
        Locale.ROOT,
        "%s two experts differ with SD %s %s: a second reader as good as the first has an MAE of"
            + " %s, and a reader without error one of %s against a single reader. ",
        when,
        Num.of(sd, m.digits),
        m.unit,
        Num.of(NoiseFloor.secondReader(sd), m.digits),
        Num.of(NoiseFloor.perfectModel(sd), m.digits));
  }

  private static void table(
      Html page, Metric metric, String title, List<StudyCase> training, List<StudyCase> test) {
    if (test.isEmpty() || training.isEmpty()) {
      page.heading(3, title).text("No paired values in the test fold, or no truth in the others.");
      return;
    }
    ErrorTable table = table(metric, training, test);
    ErrorSummary first = table.rows().get(0).errors();
    page.heading(3, title + ", n = " + test.size() + ", " + metric.unit);
    List<List<String>> rows = new ArrayList<>();
    for (ErrorTable.Row r : table.rows()) {
      ErrorSummary e = r.errors();
      int d = metric.digits;
      rows.add(
          List.of(
              r.name(),
              Num.of(e.mae(), d),
              Num.of(e.rmse(), d),
              Num.of(e.medianAbsolute(), d),
              Num.signed(e.bias(), d),
              Num.of(e.sdDifference(), d),
              Num.of(r.icc(), 2),
              Num.of(r.skill(), 2)));
    }
    page.table(HEAD, rows);
    page.note(
        "SD of the reference " + Num.of(first.sdReference(), metric.digits) + " " + metric.unit);
  }

  static ErrorTable table(Metric metric, List<StudyCase> training, List<StudyCase> test) {
    double[] known = metric.truth(training);
    ErrorTable table =
        new ErrorTable(metric.unit, metric.truth(test), Baselines.constant(known, test.size()));
    TreeSet<String> phases = new TreeSet<>(training.stream().map(StudyCase::phase).toList());
    if (phases.size() > 1) {
      table.add("median of the phase", groups(known, training, test, StudyCase::phase));
    }
    return table
        .add("median of the segment", groups(known, training, test, c -> c.segment().id()))
        .add("measured", metric.measured(test));
  }

  private static double[] groups(
      double[] known,
      List<StudyCase> training,
      List<StudyCase> test,
      Function<StudyCase, String> group) {
    return Baselines.groupMedian(
        known, training.stream().map(group).toList(), test.stream().map(group).toList());
  }
}
