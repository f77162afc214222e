// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import io.github.medsam2.concept.ConceptRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which detections of a frame are of which instances, by places in their lists.
 *
 * @param fresh detections that are of none and begin one
 * @param unmatched instances with a mask that no detection is of
 * @param shared by detection, the instances it is of
 * @param sure by instance, the detection that renews it where its presence is sure too
 */
record Association(
    List<Integer> fresh,
    Set<Integer> unmatched,
    List<List<Integer>> shared,
    Map<Integer, Integer> sure) {

  /**
   * @param found detections
   * @param seen instances on the frame
   */
  static Association of(List<Detection> found, List<Cells> seen, ConceptRules rules) {
    float[][] iou = new float[found.size()][seen.size()];
    for (int d = 0; d < found.size(); d++) {
      for (int m = 0; m < seen.size(); m++) {
        iou[d][m] = found.get(d).cells().iou(seen.get(m));
      }
    }
    List<List<Integer>> shared = new ArrayList<>();
    List<Integer> fresh = new ArrayList<>();
    Map<Integer, Integer> sure = new LinkedHashMap<>();
    for (int d = 0; d < found.size(); d++) {
      List<Integer> of = atLeast(iou[d], rules.known());
      shared.add(of);
      float score = found.get(d).score();
      boolean begins = seen.isEmpty() || (of.isEmpty() && score >= (float) rules.begins());
      if (begins) {
        fresh.add(d);
      } else if (score >= (float) rules.sure()) {
        int best = best(iou[d]);
        if (iou[d][best] >= (float) rules.sure()) {
          sure.put(best, d);
        }
      }
    }
    return new Association(
        fitting(fresh, found, rules.most() - seen.size()),
        unmatched(iou, seen, rules.confirmed()),
        shared,
        sure);
  }

  private static List<Integer> atLeast(float[] iou, double least) {
    return IntStream.range(0, iou.length).filter(m -> iou[m] >= (float) least).boxed().toList();
  }

  private static int best(float[] iou) {
    int best = 0;
    for (int m = 1; m < iou.length; m++) {
      best = iou[m] > iou[best] ? m : best;
    }
    return best;
  }

  private static Set<Integer> unmatched(float[][] iou, List<Cells> seen, double least) {
    Set<Integer> unmatched = new TreeSet<>();
    for (int m = 0; m < seen.size(); m++) {
      int place = m;
      boolean matched =
          IntStream.range(0, iou.length).anyMatch(d -> iou[d][place] >= (float) least);
      if (!matched && !seen.get(m).isEmpty()) {
        unmatched.add(m);
      }
    }
    return unmatched;
  }

  /** The best of them where not all fit, best first as in the original. */
  private static List<Integer> fitting(List<Integer> fresh, List<Detection> found, int room) {
    if (fresh.size() <= room) {
      return fresh;
    }
    Comparator<Integer> byScore = Comparator.comparingDouble(d -> found.get(d).score());
    return fresh.stream().sorted(byScore.reversed()).limit(Math.max(0, room)).toList();
  }
}
