// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Ranks the tracked frames of all objects by how much a correction would pay there. */
final class Suggestions {

  private Suggestions() {}

  /** The first of the ranking; frames that condition already are not in it. */
  static List<Suggestion> of(Map<String, ObjectState> objects, int most) {
    List<Suggestion> all = new ArrayList<>();
    objects.forEach(
        (name, o) -> o.tracked().forEach((f, reverse) -> add(name, o, f, reverse, all)));
    all.sort(Comparator.comparingDouble(Suggestion::need).reversed());
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  private static void add(
      String name, ObjectState o, int frame, boolean reverse, List<Suggestion> out) {
    Map<Integer, FrameScore> own = reverse ? o.backward() : o.forward();
    FrameScore s = own.get(frame);
    FrameScore other = (reverse ? o.forward() : o.backward()).get(frame);
    if (s != null && !o.memory().conditioning().containsKey(frame)) {
      out.add(
          new Suggestion(
              name,
              frame,
              s.iou(),
              s.objectScore(),
              other == null ? 0 : s.disagreement(other),
              s.jump(own.get(reverse ? frame + 1 : frame - 1))));
    }
  }
}
