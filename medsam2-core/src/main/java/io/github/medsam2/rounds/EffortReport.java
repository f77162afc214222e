// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.evaluate.Bootstrap;
import io.github.medsam2.evaluate.Interval;
import io.github.medsam2.evaluate.Statistic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How much work accepted cases were, round by round, with 95 % intervals by patient. Only those
 * chosen at random say it of cases in general, as the others were chosen for being hard; with few
 * of them intervals are wide. Clicks, shares and give-ups are counts; seconds are those of a {@link
 * Clock} applied to counts, not those that were measured. Immutable and thread-safe.
 *
 * @param done every case that was accepted, with all that was done on it since it was queued
 */
public record EffortReport(List<Done> done, Bootstrap bootstrap) {

  /**
   * A case that was accepted.
   *
   * @param round it was chosen for
   * @param group its patient
   * @param random whether it was chosen at random
   */
  public record Done(int round, String id, String group, boolean random, Effort effort) {}

  /** Copies the list. */
  public EffortReport {
    done = List.copyOf(done);
  }

  /** Of all rounds of a project. */
  public static EffortReport of(Project project) {
    Map<String, Effort> spent = new LinkedHashMap<>();
    Map<String, Done> done = new LinkedHashMap<>();
    for (ProjectEntry entry : project.history()) {
      ProjectEvent event = entry.event();
      if (event instanceof ProjectEvent.RoundBegun e) {
        e.picks().forEach(p -> spent.put(p.id(), Effort.NONE));
      } else if (event instanceof ProjectEvent.Corrected e) {
        spent.computeIfPresent(e.id(), (id, before) -> before.and(e.effort()));
      } else if (event instanceof ProjectEvent.Accepted e && spent.containsKey(e.id())) {
        ProjectCase c = project.get(e.id());
        Effort all = spent.merge(e.id(), e.effort(), Effort::and);
        done.put(e.id(), new Done(c.round(), c.id(), c.group(), c.random(), all));
      } else if (event instanceof ProjectEvent.Reopened e) {
        done.remove(e.id());
      }
    }
    return new EffortReport(new ArrayList<>(done.values()), Bootstrap.standard());
  }

  /** This of the cases that were chosen at random alone. */
  public EffortReport random() {
    return new EffortReport(done.stream().filter(Done::random).toList(), bootstrap);
  }

  /** This of one round alone. */
  public EffortReport round(int number) {
    return new EffortReport(done.stream().filter(d -> d.round() == number).toList(), bootstrap);
  }

  /** The rounds in which anything was accepted. */
  public List<Integer> rounds() {
    return done.stream().map(Done::round).distinct().sorted().toList();
  }

  /** Mean clicks of a case; at least one case is needed, here and below. */
  public Interval clicks() {
    return mean(d -> d.effort().clicks());
  }

  /** Share of cases accepted without a click or an outline. */
  public Interval untouched() {
    return mean(d -> d.effort().clicks() == 0 && !d.effort().byHand() ? 1 : 0);
  }

  /** Share of cases that were drawn by hand in the end. */
  public Interval gaveUp() {
    return mean(d -> d.effort().byHand() ? 1 : 0);
  }

  /** Mean seconds of a case by a clock. */
  public Interval seconds(Clock clock) {
    return mean(d -> clock.seconds(d.effort()));
  }

  /** The share of seconds saved against drawing every case by hand, by a clock. */
  public Interval reduction(Clock clock) {
    return mean(d -> 1 - clock.seconds(d.effort()) / clock.outline());
  }

  /** Mean seconds that were measured. */
  public Interval measured() {
    return mean(d -> d.effort().seconds());
  }

  private Interval mean(ToDoubleFunction<Done> number) {
    ProjectState.refuseUnless(
        !done.isEmpty(), "effort", "an accepted case", "none", "ask for a round with one");
    return bootstrap.interval(
        done.stream().mapToDouble(number).toArray(),
        done.stream().map(Done::group).toArray(String[]::new),
        Statistic.MEAN);
  }

  /** A table of all rounds, beside the reductions that the project set out from. */
  public String text() {
    return EffortText.of(this);
  }
}
