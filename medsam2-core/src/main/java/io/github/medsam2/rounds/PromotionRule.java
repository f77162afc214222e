// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.evaluate.Bootstrap;
import io.github.medsam2.evaluate.Interval;
import io.github.medsam2.evaluate.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When a new model replaces the one in use. On the frozen cases, by the Dice of a box, as a mean of
 * the patients' means with a one-sided bound of 95 % from draws of patients:
 *
 * <ul>
 *   <li>it is better: the lower bound of the gain is above 0; or it is not worse, the lower bound
 *       above {@code -margin}, and the gain itself is above {@code gain};
 *   <li>and no stratum loses more than {@code loss} with an upper bound below 0;
 *   <li>and the cases below {@code failure} are not more by over {@code moreFailures} of all.
 * </ul>
 *
 * @param margin what may be lost at most
 * @param gain what makes a model worth a change
 * @param loss of a stratum
 * @param failure Dice below which a case failed
 * @param moreFailures share of all cases
 * @param bootstrap how bounds are drawn; its level is not used
 */
public record PromotionRule(
    double margin,
    double gain,
    double loss,
    double failure,
    double moreFailures,
    Bootstrap bootstrap) {

  /** Checks the ranges. */
  public PromotionRule {
    boolean good =
        margin >= 0 && gain >= 0 && loss >= 0 && failure >= 0 && failure <= 1 && moreFailures >= 0;
    if (!good) {
      throw new InvalidInputException(
          "rule of promotion", "numbers of at least 0", "another", "correct the number");
    }
  }

  /** Margin and gain 0.005, loss 0.03, failures below 0.5 and 1 % more of them, 10,000 draws. */
  public static PromotionRule standard() {
    return new PromotionRule(0.005, 0.005, 0.03, 0.5, 0.01, Bootstrap.standard());
  }

  /** Decides, and says why. */
  public Verdict decide(FrozenReport report) {
    List<FrozenReport.Score> scores = report.scores();
    Interval all = gain(scores);
    boolean superior = all.low() > 0;
    boolean notInferior = all.low() > -margin && all.estimate() > gain;
    List<String> reasons = new ArrayList<>();
    reasons.add(told("all cases", all));
    if (superior) {
      reasons.add("better: the lower bound is above 0");
    } else if (notInferior) {
      reasons.add(format("not worse by %.3f, and better by more than %.3f", margin, gain));
    } else {
      reasons.add("not shown to be better");
    }
    boolean sound = strata(scores, reasons) & failures(scores, reasons);
    return new Verdict(sound && (superior || notInferior), all, List.copyOf(reasons));
  }

  private Interval gain(List<FrozenReport.Score> scores) {
    return bootstrap
        .withLevel(0.9)
        .paired(
            scores.stream().mapToDouble(FrozenReport.Score::after).toArray(),
            scores.stream().mapToDouble(FrozenReport.Score::before).toArray(),
            scores.stream().map(FrozenReport.Score::group).toArray(String[]::new),
            Statistic.MEAN_OF_GROUPS);
  }

  private boolean strata(List<FrozenReport.Score> scores, List<String> reasons) {
    Map<String, List<FrozenReport.Score>> strata =
        scores.stream()
            .filter(s -> !s.stratum().isEmpty())
            .collect(
                Collectors.groupingBy(
                    FrozenReport.Score::stratum, TreeMap::new, Collectors.toList()));
    boolean sound = true;
    for (Map.Entry<String, List<FrozenReport.Score>> stratum : strata.entrySet()) {
      Interval lost = gain(stratum.getValue());
      if (lost.estimate() < -loss && lost.high() < 0) {
        reasons.add(told("loses in " + stratum.getKey(), lost));
        sound = false;
      }
    }
    return sound;
  }

  private boolean failures(List<FrozenReport.Score> scores, List<String> reasons) {
    long before = scores.stream().filter(s -> s.before() < failure).count();
    long after = scores.stream().filter(s -> s.after() < failure).count();
    reasons.add(format("%d of %d cases failed, %d before", after, scores.size(), before));
    boolean sound = after - before <= moreFailures * scores.size();
    if (!sound) {
      reasons.add("too many more failures");
    }
    return sound;
  }

  private static String told(String what, Interval i) {
    return format(
        "%s: gain %.4f, one-sided bounds %.4f and %.4f, %d cases of %d patients",
        what, i.estimate(), i.low(), i.high(), i.values(), i.groups());
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
