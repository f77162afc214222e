// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dice and IoU of every object, and what failed. */
final class CaseSection {
  private static final int MOST_ROWS = 2000;
  private static final int MOST_FAILURES = 50;

  private CaseSection() {}

  static String name(Subject subject) {
    return subject.caseId()
        + (subject.object() == Subject.ALL ? ", all objects" : ", object " + subject.object());
  }

  static void table(Html page, ComparisonResult result, Protocol protocol) {
    List<ShownCases.Shown> all = ShownCases.all(result, protocol);
    page.heading(2, "Case by case, by " + protocol.name());
    if (all.size() > MOST_ROWS) {
      page.note("The first " + MOST_ROWS + " of " + all.size() + "; all are in the CSV file.");
    }
    List<String> head = new ArrayList<>(List.of("case", "object", "width"));
    for (String name : result.candidates().keySet()) {
      head.add("Dice " + name);
      head.add("IoU " + name);
    }
    List<List<String>> rows = new ArrayList<>();
    all.stream().limit(MOST_ROWS).forEach(s -> rows.add(row(result, s)));
    page.table(head, rows);
  }

  private static List<String> row(ComparisonResult result, ShownCases.Shown shown) {
    Subject s = shown.subject();
    List<String> row = new ArrayList<>();
    row.add(s.caseId());
    row.add(
        (s.object() == Subject.ALL ? "all" : s.object() + "")
            + (s.strata().containsKey("description") ? " " + s.strata().get("description") : ""));
    row.add(Num.of(s.width(), 1));
    for (String name : result.candidates().keySet()) {
      CaseScore score = shown.scores().get(name);
      boolean failed = score != null && score.failure().isPresent();
      row.add(failed ? "failed" : number(score, Metric.DICE));
      row.add(failed ? "–" : number(score, Metric.IOU));
    }
    return row;
  }

  private static String number(@Nullable CaseScore score, Metric metric) {
    return score == null ? "–" : Num.of(metric.of(score), 3);
  }

  static void failures(Html page, ComparisonResult result) {
    List<CaseScore> failed = result.scores().stream().filter(s -> s.failure().isPresent()).toList();
    if (failed.isEmpty() && result.unread().isEmpty()) {
      return;
    }
    page.heading(2, "Failures");
    page.text(
        failed.size()
            + " answers of "
            + result.scores().size()
            + " are missing. They count with Dice, IoU and clDice 0 and all the clicks allowed.");
    List<List<String>> rows = new ArrayList<>();
    failed.stream()
        .limit(MOST_FAILURES)
        .forEach(
            s ->
                rows.add(
                    List.of(
                        name(s.subject()),
                        s.candidate(),
                        s.protocol().name(),
                        s.failure().orElse(""))));
    page.table(List.of("case", "candidate", "protocol", "reason"), rows);
    List<List<String>> unread = new ArrayList<>();
    for (Map.Entry<String, String> e : result.unread().entrySet()) {
      unread.add(List.of(e.getKey(), e.getValue()));
    }
    page.table(List.of("case that could not be read: nobody is judged on it", "reason"), unread);
  }
}
