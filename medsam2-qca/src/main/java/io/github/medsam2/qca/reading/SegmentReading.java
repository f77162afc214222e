// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.ViewPrior.Plausibility;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which segment a mask shows and how narrow it is. Immutable.
 *
 * <p>For research only: not a medical device.
 *
 * @param segments probabilities with the view prior at the weight of the options
 * @param withoutPrior probabilities of the network alone
 * @param stenosis of the mask
 * @param view the view that was taken into account, where it is known
 * @param plausibility how usual the best segment is in the view; empty without view or segment
 * @param abstentions every reason not to rely on this reading; empty for none
 */
public record SegmentReading(
    SegmentProbabilities segments,
    SegmentProbabilities withoutPrior,
    StenosisReading stenosis,
    Optional<ViewAngle> view,
    Optional<Plausibility> plausibility,
    Set<Abstention> abstentions) {

  /** Copies the set. */
  public SegmentReading {
    abstentions = Set.copyOf(abstentions);
  }

  /** The segment, unless there is a reason to abstain. */
  public Optional<CassSegment> segment() {
    return abstentions.isEmpty() ? best() : Optional.empty();
  }

  /** The most probable segment whatever speaks against it; empty for untrained heads. */
  public Optional<CassSegment> best() {
    return segments.ranking().stream().findFirst();
  }

  /** One line for a report, with what speaks against it. */
  public String summary() {
    String name =
        segments.top(3).stream()
            .map(
                c ->
                    String.format(Locale.ROOT, "%s %.2f", c.segment().shortName(), c.probability()))
            .collect(Collectors.joining(", "));
    String narrow =
        String.format(
            Locale.ROOT,
            "stenosis %.0f %% (90 %%: %.0f to %.0f)",
            stenosis.percent(),
            stenosis.interval().low(),
            stenosis.interval().high());
    List<String> against = new TreeSet<>(abstentions).stream().map(Abstention::reason).toList();
    String reasons = against.isEmpty() ? "" : "; abstained: " + String.join(", ", against);
    String unusual =
        plausibility.filter(Plausibility::unusual).map(p -> "; unusual view").orElse("");
    return (name.isEmpty() ? "no segment" : name)
        + "; "
        + narrow
        + unusual
        + reasons
        + ". Research use only, not a medical device.";
  }
}
