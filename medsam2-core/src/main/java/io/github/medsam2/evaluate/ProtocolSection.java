// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Tables of what candidates got by each protocol. */
final class ProtocolSection {
  private final ComparisonResult result;

  ProtocolSection(ComparisonResult result) {
    this.result = result;
  }

  private interface Row<P extends Protocol> {
    List<String> of(String candidate, P protocol, List<CaseScore> scores);
  }

  private <P extends Protocol> List<List<String>> rows(Class<P> kind, Row<P> row) {
    List<List<String>> rows = new ArrayList<>();
    for (Protocol p : result.protocols()) {
      if (kind.isInstance(p)) {
        for (String name : result.candidates().keySet()) {
          List<CaseScore> scores = result.scores(name, p);
          if (!scores.isEmpty()) {
            rows.add(row.of(name, kind.cast(p), scores));
          }
        }
      }
    }
    return rows;
  }

  private static List<String> head(String... more) {
    List<String> head = new ArrayList<>(List.of("protocol", "candidate"));
    head.addAll(List.of(more));
    return head;
  }

  void masks(Html page) {
    List<List<String>> rows = new ArrayList<>(rows(Protocol.Prompted.class, this::mask));
    rows.addAll(rows(Protocol.Described.class, this::mask));
    rows.addAll(rows(Protocol.Union.class, this::mask));
    if (!rows.isEmpty()) {
      page.heading(2, "Masks");
      page.table(
          head(
              "Dice (95 % interval of the mean)",
              "median",
              "5th percentile",
              "below 0.5",
              "IoU",
              "clDice",
              "HD95, pixels",
              "answers",
              "failed"),
          rows);
      page.note(
          "HD95 is the median of answers with a mask; a mask that is empty has none. "
              + "union-box: all objects of an image by their boxes, judged as one mask.");
    }
  }

  private List<String> mask(String name, Protocol p, List<CaseScore> scores) {
    Summary dice = result.summary(name, p, Metric.DICE);
    return List.of(
        p.name(),
        name,
        Num.interval(dice.mean(), 3),
        Num.of(dice.median().estimate(), 3),
        Num.of(dice.lowest5(), 3),
        Num.percent(dice.belowHalf()),
        Num.of(mean(scores, Metric.IOU), 3),
        Num.of(mean(scores, Metric.CL_DICE), 3),
        Num.of(median(scores, Metric.HD95), 1),
        scores.size() + "",
        dice.failures() + "");
  }

  void clicks(Html page) {
    List<List<String>> rows = rows(Protocol.ClicksTo.class, this::effort);
    if (!rows.isEmpty()) {
      page.heading(2, "Clicks needed");
      page.table(
          head("clicks (95 % interval of the mean)", "median", "not reached", "answers", "failed"),
          rows);
      page.note(
          "NoC: clicks until the IoU is reached, 20 at most, which also counts where it is not. "
              + "A box counts as two clicks. A robot clicks in the middle of the largest error; "
              + "people do less well.");
    }
  }

  private List<String> effort(String name, Protocol p, List<CaseScore> scores) {
    Summary clicks = result.summary(name, p, Metric.CLICKS);
    double missed =
        scores.stream().filter(s -> s.effort().stream().noneMatch(e -> e.reached())).count();
    return List.of(
        p.name(),
        name,
        Num.interval(clicks.mean(), 2),
        Num.of(clicks.median().estimate(), 1),
        Num.percent(missed / scores.size()),
        scores.size() + "",
        clicks.failures() + "");
  }

  void tracks(Html page) {
    List<List<String>> rows = rows(Protocol.Tracked.class, this::track);
    if (!rows.isEmpty()) {
      page.heading(2, "Tracking");
      page.table(
          head(
              "Dice (95 % interval of the mean)",
              "frame 1",
              "frame 5",
              "frame 20",
              "drift per frame",
              "copied mask",
              "its drift",
              "AUROC seen",
              "tracks",
              "failed"),
          rows);
      page.note(
          "Means over the frames after the one an object was shown on, where it is seen. Copied "
              + "mask: Dice of the true first mask on all frames, as if nothing moved. AUROC: of "
              + "the object score, for frames with and without the object.");
    }
  }

  private List<String> track(String name, Protocol.Tracked p, List<CaseScore> scores) {
    List<TrackScore> tracks = scores.stream().flatMap(s -> s.track().stream()).toList();
    Summary dice = result.summary(name, p, Metric.DICE);
    return List.of(
        p.name(),
        name,
        Num.interval(dice.mean(), 3),
        Num.of(mean(tracks.stream().mapToDouble(t -> t.at(1)).toArray()), 3),
        Num.of(mean(tracks.stream().mapToDouble(t -> t.at(5)).toArray()), 3),
        Num.of(mean(tracks.stream().mapToDouble(t -> t.at(20)).toArray()), 3),
        Num.signed(mean(tracks.stream().mapToDouble(TrackScore::drift).toArray()), 4),
        Num.of(mean(tracks.stream().mapToDouble(TrackScore::copiedMean).toArray()), 3),
        Num.signed(mean(tracks.stream().mapToDouble(TrackScore::copiedDrift).toArray()), 4),
        Num.of(result.presenceAuroc(name, p), 3),
        scores.size() + "",
        dice.failures() + "");
  }

  private static double mean(List<CaseScore> scores, Metric metric) {
    return mean(scores.stream().mapToDouble(metric::of).toArray());
  }

  private static double mean(double[] values) {
    return java.util.Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static double median(List<CaseScore> scores, Metric metric) {
    double[] known =
        scores.stream().mapToDouble(metric::of).filter(Double::isFinite).sorted().toArray();
    return known.length == 0 ? Double.NaN : Quantiles.of(known, 0.5);
  }
}
