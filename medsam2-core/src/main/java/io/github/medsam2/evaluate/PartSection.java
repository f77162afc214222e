// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables of differences between candidates, and of parts of the cases. */
final class PartSection {
  private static final int MOST_PARTS = 40;

  private PartSection() {}

  static void differences(Html page, ComparisonResult result) {
    List<String> names = List.copyOf(result.candidates().keySet());
    List<List<String>> rows = new ArrayList<>();
    for (String other : names.subList(1, names.size())) {
      for (Protocol p : result.protocols()) {
        Metric metric = p instanceof Protocol.ClicksTo ? Metric.CLICKS : Metric.DICE;
        result
            .difference(other, names.get(0), p, metric)
            .ifPresent(d -> rows.add(row(other + " less " + names.get(0), p, metric, d)));
      }
    }
    if (!rows.isEmpty()) {
      page.heading(2, "Differences");
      page.table(
          List.of(
              "candidates",
              "protocol",
              "of",
              "mean difference (95 % interval)",
              "median",
              "p",
              "higher on",
              "lower on",
              "pairs"),
          rows);
      page.note(
          "Paired: the same objects by the same prompts. Intervals by drawing patients, p by"
              + " changing the signs of patients; not corrected for the number of rows. Fewer"
              + " clicks are better.");
    }
  }

  private static List<String> row(String names, Protocol p, Metric metric, Difference d) {
    return List.of(
        names,
        p.name(),
        metric.label(),
        Num.signedInterval(d.mean(), 3),
        Num.signed(d.median().estimate(), 3),
        Num.of(d.p(), 4),
        d.better() + "",
        d.worse() + "",
        d.mean().values() + "");
  }

  static void strata(Html page, ComparisonResult result, Protocol protocol) {
    for (String stratum : result.strata()) {
      List<List<String>> rows = new ArrayList<>();
      for (String name : result.candidates().keySet()) {
        Map<String, Summary> parts = result.byStratum(name, protocol, Metric.DICE, stratum);
        parts.forEach((part, s) -> rows.add(row(part, name, s)));
      }
      rows.sort(java.util.Comparator.comparing(r -> r.get(0)));
      if (!rows.isEmpty() && rows.size() <= MOST_PARTS * result.candidates().size()) {
        page.heading(2, "Dice by " + stratum + ", by " + protocol.name());
        page.table(
            List.of(
                stratum,
                "candidate",
                "Dice (95 % interval of the mean)",
                "median",
                "below 0.5",
                "answers"),
            rows);
        if (stratum.equals("width")) {
          page.note("Mean width, 2 area / outline: thin below 4 pixels, wide from 10 pixels on.");
        }
      }
    }
  }

  private static List<String> row(String part, String name, Summary s) {
    return List.of(
        part,
        name,
        Num.interval(s.mean(), 3),
        Num.of(s.median().estimate(), 3),
        Num.percent(s.belowHalf()),
        s.mean().values() + "");
  }
}
