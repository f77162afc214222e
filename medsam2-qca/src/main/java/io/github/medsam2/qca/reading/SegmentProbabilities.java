// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.reading;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Vessel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How probable each segment is, among those that training has seen. Immutable.
 *
 * @param candidates all segments seen in training, most probable first; of the 29 numbers
 */
public record SegmentProbabilities(List<Candidate> candidates) {

  /** A segment and its probability, 0 to 1. */
  public record Candidate(CassSegment segment, double probability) {

    /** Checks the range. */
    public Candidate {
      if (!(probability >= 0 && probability <= 1)) {
        throw new InvalidInputException(
            "segment probability", "0 to 1", probability + "", "give a share of one");
      }
    }
  }

  /** Copies the list and checks its order. */
  public SegmentProbabilities {
    candidates = List.copyOf(candidates);
    double sum = 0;
    boolean good = true;
    for (int i = 0; i < candidates.size(); i++) {
      sum += candidates.get(i).probability();
      good &= i == 0 || candidates.get(i).probability() <= candidates.get(i - 1).probability();
    }
    good &= candidates.stream().map(Candidate::segment).distinct().count() == candidates.size();
    if (!good || sum > 1 + 1e-6) {
      throw new InvalidInputException(
          "segment probabilities",
          "each segment once, most probable first, a sum of at most 1",
          candidates.size() + " candidates, sum " + sum,
          "sort and normalise them");
    }
  }

  /** Softmax of scores over the numbers seen; nothing when none was. */
  static SegmentProbabilities of(double[] scores, boolean[] seen) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      largest = seen[i] ? Math.max(largest, scores[i]) : largest;
    }
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      sum += seen[i] ? Math.exp(scores[i] - largest) : 0;
    }
    List<Candidate> all = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      if (seen[i]) {
        double p = Math.exp(scores[i] - largest) / sum;
        all.add(new Candidate(CassSegment.ofCass(i + 1), p));
      }
    }
    all.sort(Comparator.comparingDouble(Candidate::probability).reversed());
    return new SegmentProbabilities(all);
  }

  /** The most probable segments, at most this many. */
  public List<Candidate> top(int most) {
    return candidates.subList(0, Math.max(0, Math.min(most, candidates.size())));
  }

  /**
   * Segments by falling probability, as {@link io.github.medsam2.qca.stats.SegmentScores} takes.
   */
  public List<CassSegment> ranking() {
    return candidates.stream().map(Candidate::segment).toList();
  }

  /** The probability of each artery: the sum over its segments. */
  public Map<Vessel, Double> arteries() {
    Map<Vessel, Double> sums = new EnumMap<>(Vessel.class);
    for (Vessel v : Vessel.values()) {
      sums.put(v, 0.0);
    }
    candidates.forEach(c -> sums.merge(c.segment().vessel(), c.probability(), Double::sum));
    return Collections.unmodifiableMap(sums);
  }
}
