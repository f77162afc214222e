// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which objects are shown as pictures: the worst, the best, some at random, the most different. */
final class ShownCases {
  private static final int WORST = 5;
  private static final int BEST = 2;
  private static final int RANDOM = 3;
  private static final int DIFFERENT = 4;

  /** An object and what its candidates got, in their order. */
  record Shown(Subject subject, Map<String, CaseScore> scores) {
    double mean() {
      return scores.values().stream().mapToDouble(Metric.DICE::of).average().orElse(0);
    }

    double apart() {
      double[] dice = scores.values().stream().mapToDouble(Metric.DICE::of).toArray();
      return dice.length < 2 ? 0 : Math.abs(dice[dice.length - 1] - dice[0]);
    }
  }

  private ShownCases() {}

  /** Objects by why they are shown; none twice. */
  static Map<String, List<Shown>> of(ComparisonResult result, Protocol protocol) {
    List<Shown> all = all(result, protocol);
    Map<String, List<Shown>> chosen = new LinkedHashMap<>();
    Set<Shown> taken = new LinkedHashSet<>();
    Comparator<Shown> byDice = Comparator.comparingDouble(Shown::mean);
    take("Worst", all, byDice, WORST, taken, chosen);
    if (result.candidates().size() > 1) {
      Comparator<Shown> byGap = Comparator.comparingDouble(Shown::apart);
      List<Shown> apart = all.stream().filter(s -> s.apart() > 0).toList();
      take("Farthest apart", apart, byGap.reversed(), DIFFERENT, taken, chosen);
    }
    CounterRandom random = CounterRandom.of(1).split("pictures");
    Map<Shown, Double> drawn = new LinkedHashMap<>();
    all.forEach(s -> drawn.put(s, random.uniform(drawn.size())));
    take("Drawn at random", all, Comparator.comparing(drawn::get), RANDOM, taken, chosen);
    take("Best", all, byDice.reversed(), BEST, taken, chosen);
    return chosen;
  }

  private static void take(
      String why,
      List<Shown> all,
      Comparator<Shown> order,
      int most,
      Set<Shown> taken,
      Map<String, List<Shown>> chosen) {
    List<Shown> some =
        all.stream().filter(s -> !taken.contains(s)).sorted(order).limit(most).toList();
    taken.addAll(some);
    if (!some.isEmpty()) {
      chosen.put(why, some);
    }
  }

  /** Objects with a known Dice, in order of their cases. */
  static List<Shown> all(ComparisonResult result, Protocol protocol) {
    Map<String, Map<String, CaseScore>> byObject = new LinkedHashMap<>();
    for (String candidate : result.candidates().keySet()) {
      for (CaseScore s : result.scores(candidate, protocol)) {
        if (s.repeat() == 0 && !Double.isNaN(s.scores().dice())) {
          String key = s.subject().object() + " " + s.subject().caseId();
          byObject.computeIfAbsent(key, k -> new LinkedHashMap<>()).put(candidate, s);
        }
      }
    }
    return byObject.values().stream()
        .map(scores -> new Shown(scores.values().iterator().next().subject(), scores))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
