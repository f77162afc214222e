// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which cases a reader sees next. Of all that are new a share is drawn at random first, as only
 * those say how much work cases are in general. The others are three times as many as wanted of the
 * highest doubt, by the mean of three ranks (see {@link Doubt}), and of these those least like each
 * other and like what was accepted: greedy k-centre on the features under the mask, each stratum in
 * equal parts as far as it goes.
 *
 * @param randomShare 0 to 1
 * @param candidates so many new cases are looked at for each one wanted, drawn at random: each
 *     costs a run of the image encoder; at least 1
 * @param anchors so many accepted cases are compared with at most, at least 0; each costs the same
 * @param flip whether doubt takes the mirrored image in, which costs one more run
 * @param seed of what is drawn
 */
public record Selection(double randomShare, int candidates, int anchors, boolean flip, long seed) {
  private static final int DOUBTFUL = 3;

  /** Checks the ranges. */
  public Selection {
    if (!(randomShare >= 0 && randomShare <= 1) || candidates < 1 || anchors < 0) {
      throw new InvalidInputException(
          "selection of cases",
          "a share of 0 to 1, at least 1 candidate and 0 anchors",
          randomShare + ", " + candidates + " and " + anchors,
          "correct the number");
    }
  }

  /** A tenth at random, 10 candidates for each case, 200 anchors, the mirrored image too. */
  public static Selection standard() {
    return new Selection(0.1, 10, 200, true, 1);
  }

  /** Numbers of the cases drawn at random, and of the further ones to look at. */
  record Drawn(List<Integer> random, List<Integer> candidates) {}

  Drawn draw(int of, int count, int round) {
    int[] order = CounterRandom.of(seed).split("selection").split(round).choose(of, of);
    int wanted = Math.min(count, of);
    int random = (int) Math.min(wanted, Math.ceil(randomShare * wanted));
    long most = Math.min(of, random + (long) candidates * (wanted - random));
    return new Drawn(
        Arrays.stream(order, 0, random).boxed().toList(),
        Arrays.stream(order, random, (int) most).boxed().toList());
  }

  /**
   * Ids of those chosen by doubt and difference.
   *
   * @param anchors features of accepted cases
   */
  List<String> choose(List<DoubtfulCase> all, List<float[]> anchors, int count) {
    double[] ranks = new double[all.size()];
    addRanks(ranks, all, Doubt::iou);
    addRanks(ranks, all, Doubt::disagreement);
    addRanks(ranks, all, Doubt::edge);
    List<DoubtfulCase> doubtful =
        IntStream.range(0, all.size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -ranks[i]))
            .limit((long) DOUBTFUL * count)
            .map(all::get)
            .toList();
    List<float[]> features = doubtful.stream().map(DoubtfulCase::features).toList();
    List<String> strata = doubtful.stream().map(DoubtfulCase::stratum).toList();
    return KCentre.choose(features, strata, anchors, count).stream()
        .map(i -> doubtful.get(i).id())
        .toList();
  }

  private interface Part {
    double of(Doubt doubt);
  }

  /** The more doubt, the higher the rank; equals share theirs. */
  private static void addRanks(double[] ranks, List<DoubtfulCase> all, Part part) {
    double[] values = all.stream().mapToDouble(c -> part.of(c.doubt())).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < values.length; i++) {
      int low = 0;
      int equal = 0;
      for (double v : sorted) {
        low += v < values[i] ? 1 : 0;
        equal += v == values[i] ? 1 : 0;
      }
      ranks[i] += low + (equal - 1) / 2.0;
    }
  }

  /** The picks of a round: the random ones, and the chosen ones. */
  static List<ProjectEvent.Pick> picks(List<String> random, List<String> chosen) {
    List<ProjectEvent.Pick> picks = new ArrayList<>();
    Set<String> seen = new HashSet<>(random);
    random.forEach(id -> picks.add(new ProjectEvent.Pick(id, true)));
    chosen.stream().filter(seen::add).forEach(id -> picks.add(new ProjectEvent.Pick(id, false)));
    return picks;
  }
}
