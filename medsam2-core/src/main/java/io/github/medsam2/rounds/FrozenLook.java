// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.MedSam2;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.evaluate.BoxDrawing;
import io.github.medsam2.evaluate.CaseScore;
import io.github.medsam2.evaluate.Comparison;
import io.github.medsam2.evaluate.ComparisonResult;
import io.github.medsam2.evaluate.Metric;
import io.github.medsam2.evaluate.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two models on the frozen cases. */
final class FrozenLook {
  private static final Protocol BOX = Protocol.box(BoxDrawing.EXACT);
  private static final Protocol CLICKS = Protocol.clicksTo(0.85);
  private static final String BEFORE = "in use";
  private static final String AFTER = "new";

  /** Clicks that were not counted. */
  private static final double UNKNOWN = -1;

  private final Project project;
  private final BoundCases cases;
  private final RoundsOptions options;

  FrozenLook(Project project, BoundCases cases, RoundsOptions options) {
    this.project = project;
    this.cases = cases;
    this.options = options;
  }

  /** Closes the new model. */
  FrozenReport at(String id, MedSam2 inUse, MedSam2 fresh) {
    try (fresh) {
      List<ProjectCase> frozen =
          project.cases().stream()
              .filter(c -> c.side() == Side.FROZEN && c.state().acceptedMask().isPresent())
              .toList();
      if (frozen.isEmpty()) {
        throw new InvalidInputException(
            "look at the frozen cases",
            "masks that readers drew of them",
            "none",
            "correct and accept frozen cases, from scratch");
      }
      AcceptedSamples samples = new AcceptedSamples(project, cases, frozen);
      ComparisonResult result =
          Comparison.of(samples)
              .protocols(options.countClicks ? new Protocol[] {BOX, CLICKS} : new Protocol[] {BOX})
              .candidate(BEFORE, inUse)
              .candidate(AFTER, fresh)
              .run();
      return report(id, samples, result);
    }
  }

  private FrozenReport report(String id, AcceptedSamples samples, ComparisonResult result) {
    Map<String, Double> before = scores(result, samples, BEFORE, BOX, Metric.DICE);
    Map<String, Double> after = scores(result, samples, AFTER, BOX, Metric.DICE);
    Map<String, Double> clicksBefore = scores(result, samples, BEFORE, CLICKS, Metric.CLICKS);
    Map<String, Double> clicksAfter = scores(result, samples, AFTER, CLICKS, Metric.CLICKS);
    List<FrozenReport.Score> all = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      for (ProjectCase c : samples.cases(i)) {
        Double old = before.get(c.id());
        Double now = after.get(c.id());
        if (old != null && now != null) {
          all.add(
              new FrozenReport.Score(
                  c.id(),
                  c.group(),
                  c.stratum(),
                  old,
                  now,
                  clicksBefore.getOrDefault(c.id(), UNKNOWN),
                  clicksAfter.getOrDefault(c.id(), UNKNOWN)));
        }
      }
    }
    return new FrozenReport(id, project.currentModel(), all);
  }

  private static Map<String, Double> scores(
      ComparisonResult result,
      AcceptedSamples samples,
      String candidate,
      Protocol protocol,
      Metric metric) {
    Map<String, List<ProjectCase>> byId = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      byId.put(samples.id(i), samples.cases(i));
    }
    Map<String, Double> scores = new HashMap<>();
    for (CaseScore s : result.scores(candidate, protocol)) {
      List<ProjectCase> cases = byId.getOrDefault(s.subject().caseId(), List.of());
      scores.put(cases.get(s.subject().object()).id(), metric.of(s));
    }
    return scores;
  }
}
