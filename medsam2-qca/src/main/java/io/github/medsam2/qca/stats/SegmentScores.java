// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentTree;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well coronary segments were named.
 *
 * @param n cases
 * @param top1 share named right
 * @param top2 share with the truth among the first two answers
 * @param top3 share with the truth among the first three answers
 * @param artery share with the right artery
 * @param treeDistance mean steps on the tree between truth and answer
 * @param withinOneStep share at most one step away
 */
public record SegmentScores(
    int n,
    double top1,
    double top2,
    double top3,
    double artery,
    double treeDistance,
    double withinOneStep) {

  /**
   * One case.
   *
   * @param truth the segment
   * @param answers segments by falling probability, at least one
   */
  public record Answer(CassSegment truth, List<CassSegment> answers) {

    /** Copies the list. */
    public Answer {
      answers = List.copyOf(answers);
      if (answers.isEmpty()) {
        throw new InvalidInputException(
            "segment scores", "at least one answer a case", "none", "drop cases without answers");
      }
    }

    private CassSegment first() {
      return answers.get(0);
    }

    private boolean within(int k) {
      return answers.subList(0, Math.min(k, answers.size())).contains(truth);
    }

    private int distance() {
      return SegmentTree.distance(truth, first());
    }
  }

  /** Scores at least one case. */
  public static SegmentScores of(List<Answer> cases) {
    return new SegmentScores(
        cases.size(),
        mean(cases, c -> c.within(1) ? 1 : 0),
        mean(cases, c -> c.within(2) ? 1 : 0),
        mean(cases, c -> c.within(3) ? 1 : 0),
        mean(cases, c -> c.first().vessel() == c.truth().vessel() ? 1 : 0),
        mean(cases, Answer::distance),
        mean(cases, c -> c.distance() <= 1 ? 1 : 0));
  }

  private static double mean(List<Answer> cases, ToDoubleFunction<Answer> score) {
    return cases.stream()
        .mapToDouble(score)
        .average()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "segment scores", "at least one case", "none", "give the cases"));
  }
}
