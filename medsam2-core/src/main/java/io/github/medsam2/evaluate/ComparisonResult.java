// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What candidates got. Every score is kept, so that other sums can be made of them. Thread-safe;
 * for the pictures of {@link #writeHtml} samples are read again.
 *
 * <p>Failures are in all sums, with Dice 0. Intervals are by patient, see {@link Bootstrap}.
 */
public final class ComparisonResult {
  private final Comparison.Values values;
  private final Found found;
  private final int cases;
  private final OptionalLong peakMemory;

  /** What was found on the cases that were judged. */
  record Found(
      List<CaseScore> scores,
      List<CaseTime> times,
      Map<String, String> unread,
      Map<MaskKey, KeptMask> masks) {
    Found {
      scores = List.copyOf(scores);
      times = List.copyOf(times);
      unread = Collections.unmodifiableMap(new LinkedHashMap<>(unread));
      masks = Map.copyOf(masks);
    }
  }

  /** Whose mask of what. */
  record MaskKey(String candidate, String caseId, int object) {}

  private record Unit(String caseId, int object, int repeat) {
    static Unit of(CaseScore s) {
      return new Unit(s.subject().caseId(), s.subject().object(), s.repeat());
    }
  }

  ComparisonResult(Comparison.Values values, Found found, int cases, OptionalLong peakMemory) {
    this.values = values;
    this.found = found;
    this.cases = cases;
    this.peakMemory = peakMemory;
  }

  /** The title of the page. */
  public String title() {
    return values.title();
  }

  /** Names of candidates, in the order they were given, and what they say of themselves. */
  public Map<String, String> candidates() {
    Map<String, String> all = new LinkedHashMap<>();
    values.candidates().forEach((name, c) -> all.put(name, c.toString()));
    return all;
  }

  /** Protocols by which anything was judged, in the order they were given. */
  public List<Protocol> protocols() {
    return values.protocols().stream()
        .filter(p -> found.scores.stream().anyMatch(s -> s.protocol().equals(p)))
        .toList();
  }

  /** Every score, case by case. */
  public List<CaseScore> scores() {
    return found.scores;
  }

  /** The scores of one candidate by one protocol, case by case. */
  public List<CaseScore> scores(String candidate, Protocol protocol) {
    if (!values.candidates().containsKey(candidate)) {
      throw new InvalidInputException(
          "candidate", "one that was compared", "another", "check the name");
    }
    return found.scores.stream()
        .filter(s -> s.candidate().equals(candidate) && s.protocol().equals(protocol))
        .toList();
  }

  /** Seconds for each case and candidate; the first ones warm up. */
  public List<CaseTime> times() {
    return found.times;
  }

  /** Cases that could not be read, and why: nobody was judged on them. */
  public Map<String, String> unread() {
    return found.unread;
  }

  /** Whether all cases were judged, and it was not told to stop. */
  public boolean isComplete() {
    return cases == values.samples().size();
  }

  /**
   * The most memory the process had since it began, in bytes, the engines' own included; empty
   * where the system does not tell.
   */
  public OptionalLong peakMemory() {
    return peakMemory;
  }

  /** The scores of one candidate by one protocol in short. */
  public Summary summary(String candidate, Protocol protocol, Metric metric) {
    return Summary.of(scores(candidate, protocol), metric, values.bootstrap());
  }

  /** The same for each part of a division, by the name of the part. */
  public Map<String, Summary> byStratum(
      String candidate, Protocol protocol, Metric metric, String stratum) {
    Map<String, List<CaseScore>> parts =
        scores(candidate, protocol).stream()
            .filter(s -> s.subject().strata().containsKey(stratum))
            .collect(
                Collectors.groupingBy(
                    s -> s.subject().strata().get(stratum), TreeMap::new, Collectors.toList()));
    Map<String, Summary> all = new TreeMap<>();
    parts.forEach((part, s) -> all.put(part, Summary.of(s, metric, values.bootstrap())));
    return all;
  }

  /** Names of divisions that any object belongs to. */
  public List<String> strata() {
    return found.scores.stream()
        .flatMap(s -> s.subject().strata().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * One candidate less another on the objects that both were judged on; empty without any.
   *
   * @param first the one that is better where the difference is above 0, in a metric where more is
   *     better
   */
  public Optional<Difference> difference(
      String first, String second, Protocol protocol, Metric metric) {
    Map<Unit, CaseScore> others = new HashMap<>();
    scores(second, protocol).forEach(s -> others.put(Unit.of(s), s));
    List<CaseScore> ours = new ArrayList<>();
    List<CaseScore> theirs = new ArrayList<>();
    for (CaseScore s : scores(first, protocol)) {
      CaseScore other = others.get(Unit.of(s));
      if (other != null && Double.isFinite(metric.of(s) - metric.of(other))) {
        ours.add(s);
        theirs.add(other);
      }
    }
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    double[] a = ours.stream().mapToDouble(metric::of).toArray();
    double[] b = theirs.stream().mapToDouble(metric::of).toArray();
    String[] groups = ours.stream().map(s -> s.subject().group()).toArray(String[]::new);
    return Optional.of(difference(a, b, groups));
  }

  private Difference difference(double[] a, double[] b, String[] groups) {
    Bootstrap bootstrap = values.bootstrap();
    int better = 0;
    int worse = 0;
    for (int i = 0; i < a.length; i++) {
      better += a[i] > b[i] ? 1 : 0;
      worse += a[i] < b[i] ? 1 : 0;
    }
    return new Difference(
        bootstrap.paired(a, b, groups, Statistic.MEAN),
        bootstrap.paired(a, b, groups, Statistic.MEDIAN),
        bootstrap.signFlip(a, b, groups),
        better,
        worse);
  }

  /**
   * How well the object score of a candidate tells frames on which the object is seen from others:
   * the chance that one of the first has the higher score. NaN where all frames are of one kind.
   */
  public double presenceAuroc(String candidate, Protocol.Tracked protocol) {
    List<TrackScore.Frame> frames =
        scores(candidate, protocol).stream()
            .flatMap(s -> s.track().stream())
            .flatMap(t -> t.frames().stream())
            .filter(f -> !Double.isNaN(f.objectScore()))
            .toList();
    return Auroc.of(
        frames.stream().map(TrackScore.Frame::objectScore).toList(),
        frames.stream().map(TrackScore.Frame::seen).toList());
  }

  /**
   * Writes everything on one page that needs nothing else: tables, pictures of the worst, the best
   * and some other cases. Whole or not at all; an existing file is replaced. It shows case ids as
   * they were given.
   */
  public void writeHtml(Path file) {
    byte[] page = new ComparisonPage(this).html().getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, "page of a comparison", out -> out.write(page));
  }

  /**
   * Writes a line for each score, RFC 4180 with a header, numbers with a point; whole or not at
   * all. Patients are numbered in order of appearance.
   */
  public void writeCsv(Path file) {
    byte[] text = ScoreCsv.of(found.scores).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, "table of a comparison", out -> out.write(text));
  }

  /** Writes a line of JSON for each score, what is not known left out; whole or not at all. */
  public void writeJsonLines(Path file) {
    byte[] text = ScoreJson.of(found.scores).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, "lines of a comparison", out -> out.write(text));
  }

  int cases() {
    return cases;
  }

  SampleSet samples() {
    return values.samples();
  }

  Bootstrap intervals() {
    return values.bootstrap();
  }

  Optional<KeptMask> mask(String candidate, Subject subject) {
    return Optional.ofNullable(
        found.masks.get(new MaskKey(candidate, subject.caseId(), subject.object())));
  }

  /** Mean Dice with its interval, for each candidate and protocol a line. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Protocol p : protocols()) {
      for (String name : values.candidates().keySet()) {
        List<CaseScore> scores = scores(name, p);
        if (!scores.isEmpty()) {
          Summary s = Summary.of(scores, Metric.DICE, values.bootstrap());
          out.append(p.name()).append(", ").append(name).append(": Dice ");
          out.append(Num.interval(s.mean(), 3)).append(", median ");
          out.append(Num.of(s.median().estimate(), 3)).append(" of ").append(scores.size());
          out.append(s.failures() == 0 ? "\n" : ", " + s.failures() + " failed\n");
        }
      }
    }
    return out.toString();
  }
}
