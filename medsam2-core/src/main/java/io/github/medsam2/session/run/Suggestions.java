// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.Heading;
import io.github.medsam2.runtime.FrameMap;
import io.github.medsam2.session.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** Ranks the tracked frames of all objects by how much a correction would pay there. */
final class Suggestions {

  private Suggestions() {}

  /**
   * The first of the ranking; frames that condition already are not in it.
   *
   * @param there whether a frame can still be prompted
   */
  static List<Suggestion> of(SessionState state, int most, IntPredicate there) {
    List<Suggestion> all = new ArrayList<>();
    state.objects().forEach((name, o) -> o.tracked().forEach((f, h) -> add(name, o, f, h, all)));
    all.removeIf(s -> !there.test(s.frame()));
    all.sort(Comparator.comparingDouble(Suggestion::need).reversed());
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  private static void add(
      String name, ObjectState o, int frame, Heading heading, List<Suggestion> out) {
    FrameMap<FrameScore> own = o.scores(heading);
    FrameScore s = own.at(frame);
    FrameScore other = o.scores(heading.opposite()).at(frame);
    if (s != null && !o.memory().conditioning().containsKey(frame)) {
      out.add(
          new Suggestion(
              name,
              frame,
              s.iou(),
              s.objectScore(),
              other == null ? 0 : s.disagreement(other),
              s.jump(own.at(heading.before(frame, 1)))));
    }
  }
}
