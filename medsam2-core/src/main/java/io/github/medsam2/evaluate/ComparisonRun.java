// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.data.Sample;
import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Cases one after the other, each by all candidates, so that each is read once. */
final class ComparisonRun {
  private final Comparison.Values values;
  private final List<CaseScore> scores = new ArrayList<>();
  private final List<CaseTime> times = new ArrayList<>();
  private final Map<String, String> unread = new LinkedHashMap<>();
  private final Map<ComparisonResult.MaskKey, KeptMask> masks = new LinkedHashMap<>();
  private int turns;
  private boolean stopped;

  ComparisonRun(Comparison.Values values) {
    this.values = values;
  }

  ComparisonResult run(Predicate<Comparison.Progress> goOn) {
    int cases = 0;
    while (!stopped && cases < values.samples().size() && judge(cases, goOn)) {
      cases++;
    }
    if (scores.isEmpty() && unread.isEmpty() && cases == values.samples().size()) {
      throw new InvalidInputException(
          "comparison",
          "protocols that fit the samples and candidates",
          "none that does",
          "images need protocols of images, clips those of tracking");
    }
    return new ComparisonResult(
        values,
        new ComparisonResult.Found(scores, times, unread, masks),
        cases,
        ResidentMemory.peak());
  }

  /** Judges one case; false when told to stop before all candidates had their turn. */
  private boolean judge(int index, Predicate<Comparison.Progress> goOn) {
    Optional<Subjects> subjects = read(index);
    List<CaseRun> runs = new ArrayList<>();
    int total = values.samples().size() * values.candidates().size();
    for (Map.Entry<String, Candidate> c : values.candidates().entrySet()) {
      if (stopped) {
        return false;
      }
      subjects.ifPresent(s -> runs.add(judge(c.getKey(), c.getValue(), s)));
      stopped = !goOn.test(new Comparison.Progress(++turns, total, c.getKey()));
    }
    runs.forEach(run -> take(run, values.samples().id(index)));
    return true;
  }

  private void take(CaseRun run, String caseId) {
    scores.addAll(run.scores());
    times.add(new CaseTime(run.name(), caseId, run.prepareSeconds(), run.answerSeconds()));
    run.shown()
        .forEach(
            (object, mask) ->
                masks.put(new ComparisonResult.MaskKey(run.name(), caseId, object), mask));
  }

  /** A case; none where it cannot be read, which is told and is no candidate's fault. */
  private Optional<Subjects> read(int index) {
    try {
      Sample sample = values.samples().get(index);
      return Optional.of(Subjects.of(sample, values.strata()));
    } catch (RuntimeException e) {
      unread.put(values.samples().id(index), CaseRun.reason(e));
      return Optional.empty();
    }
  }

  private CaseRun judge(String name, Candidate candidate, Subjects subjects) {
    List<Protocol> fit =
        values.protocols().stream()
            .filter(p -> p.ofClips() == subjects.isClip() && takesPart(candidate, p))
            .toList();
    CaseRun run = new CaseRun(name, subjects, fit);
    if (!fit.isEmpty()) {
      run.run(candidate);
    }
    return run;
  }

  private static boolean takesPart(Candidate candidate, Protocol p) {
    return candidate instanceof GivenMasks masks
        ? masks.protocol().equals(p)
        : !p.ofClips() || ((Segmenter) candidate).tracks();
  }
}
