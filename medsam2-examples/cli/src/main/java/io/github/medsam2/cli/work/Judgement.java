// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.cli.shell.Progress;
import io.github.medsam2.evaluate.Comparison;
import io.github.medsam2.evaluate.ComparisonResult;
import io.github.medsam2.evaluate.Difference;
import io.github.medsam2.evaluate.Interval;
import io.github.medsam2.evaluate.Metric;
import io.github.medsam2.evaluate.Protocol;
import io.github.medsam2.evaluate.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs a comparison, tells it and writes its page and tables. */
public final class Judgement {
  private final Console console;

  /** Tells it here. */
  public Judgement(Console console) {
    this.console = console;
  }

  /** Runs it. */
  public ComparisonResult run(
      Comparison comparison, Protocol[] protocols, Path folder, String page) {
    OutputFolder.create(folder);
    Progress progress = new Progress(console, "judge");
    ComparisonResult result =
        comparison
            .protocols(protocols)
            .run(
                p -> {
                  progress.at(p.done(), p.total(), "");
                  return true;
                });
    tell(result);
    Path html = folder.resolve(page);
    result.writeHtml(html);
    console.wrote(html);
    Path csv = folder.resolve("scores.csv");
    result.writeCsv(csv);
    console.wrote(csv);
    Path lines = folder.resolve("scores.jsonl");
    result.writeJsonLines(lines);
    console.wrote(lines);
    return result;
  }

  private void tell(ComparisonResult result) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Protocol protocol : result.protocols()) {
      for (String candidate : result.candidates().keySet()) {
        Summary dice = result.summary(candidate, protocol, Metric.DICE);
        if (dice.mean().values() == 0) {
          continue; // a protocol for clips, on pictures
        }
        console.say(
            String.format(
                Locale.ROOT,
                "%s, %s: Dice mean %s, median %s, below 0.5 in %.0f %%",
                candidate,
                protocol.name(),
                text(dice.mean()),
                text(dice.median()),
                100 * dice.belowHalf()));
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("candidate", candidate);
        one.put("protocol", protocol.name());
        one.put("dice", interval(dice.mean()));
        one.put("medianDice", interval(dice.median()));
        one.put("belowHalf", dice.belowHalf());
        all.add(one);
      }
    }
    console.put("results", all);
    if (!result.unread().isEmpty()) {
      console.say(result.unread().size() + " cases could not be read; the page names the reasons");
    }
    console.put("unread", result.unread().size());
  }

  /** Tells the difference of two candidates by each protocol. */
  public void tellDifference(ComparisonResult result, String a, String b) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Protocol protocol : result.protocols()) {
      Optional<Difference> difference = result.difference(a, b, protocol, Metric.DICE);
      difference.ifPresent(
          d -> {
            String counts = ", better on " + d.better() + ", worse on " + d.worse() + ": ";
            String worth =
                d.mean().known() && d.mean().excludes(0)
                    ? "the interval excludes 0"
                    : "the interval does not exclude 0: no difference is shown";
            console.say(
                protocol.name()
                    + ", Dice of "
                    + b
                    + " against "
                    + a
                    + ": "
                    + text(d.mean())
                    + counts
                    + worth);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("protocol", protocol.name());
            one.put("mean", interval(d.mean()));
            one.put("median", interval(d.median()));
            one.put("p", d.p());
            one.put("better", d.better());
            one.put("worse", d.worse());
            all.add(one);
          });
    }
    console.put("differences", all);
  }

  /** {@code 0.61 (0.57 to 0.64)}. */
  public static String text(Interval i) {
    return i.known()
        ? String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", i.estimate(), i.low(), i.high())
        : String.format(Locale.ROOT, "%.3f (no interval)", i.estimate());
  }

  private static Map<String, Object> interval(Interval i) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("estimate", i.estimate());
    said.put("low", i.low());
    said.put("high", i.high());
    said.put("values", i.values());
    said.put("groups", i.groups());
    return said;
  }
}
