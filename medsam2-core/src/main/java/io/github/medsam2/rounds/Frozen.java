// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.sampling.CounterRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which patients judge models. */
final class Frozen {

  private Frozen() {}

  /** The first ones. */
  static List<String> first(Set<String> groups, ProjectOptions options) {
    int share = (int) Math.ceil(options.frozenShare() * groups.size());
    int wanted = Math.max(options.leastFrozen(), share);
    if (wanted >= groups.size()) {
      throw new InvalidInputException(
          "cases of a project",
          "more than " + wanted + " patients, as so many are frozen",
          groups.size() + "",
          "add all cases at once, or freeze fewer");
    }
    return draw(groups, wanted, options.seed(), 0);
  }

  /** As many others, of whom nothing was looked at. */
  static ProjectEvent.FrozenRenewed renewed(ProjectState state, long seed) {
    Set<String> untouched = new TreeSet<>();
    state.cases().forEach(c -> untouched.add(c.group()));
    for (ProjectCase c : state.cases()) {
      if (c.side() == Side.FROZEN || !(c.state() instanceof CaseState.New)) {
        untouched.remove(c.group());
      }
    }
    Set<String> before = new TreeSet<>(state.frozenGroups());
    if (untouched.size() < before.size() || before.isEmpty()) {
      throw new InvalidInputException(
          "frozen patients to renew",
          before.size() + " other patients with new cases only",
          untouched.size() + "",
          "add cases of other patients");
    }
    long draws =
        state.history().stream()
            .filter(e -> e.event() instanceof ProjectEvent.FrozenRenewed)
            .count();
    List<String> drawn = draw(untouched, before.size(), seed, draws + 1);
    return new ProjectEvent.FrozenRenewed(drawn, List.copyOf(before));
  }

  private static List<String> draw(Set<String> groups, int count, long seed, long draw) {
    CounterRandom random = CounterRandom.of(seed).split("frozen").split(draw);
    return groups.stream()
        .sorted(Comparator.comparingDouble((String g) -> random.split(g).uniform(0)))
        .limit(count)
        .sorted()
        .toList();
  }
}
