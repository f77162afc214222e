// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.SessionEvent.Cleared;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Propagated;
import io.github.medsam2.session.SessionEvent.Removed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done to one object and not taken back, under a name of no meaning.
 *
 * @param all prompts and walks in order
 */
record Deeds(List<SessionEvent> all) {
  static final String NAME = "object";

  static Deeds of(String object, List<SessionEvent> journal) {
    List<SessionEvent> all = new ArrayList<>();
    for (SessionEvent e : journal) {
      if (e instanceof Prompted p && p.object().equals(object)) {
        prompted(all, p);
      } else if (e instanceof Propagated p && p.objects().contains(object)) {
        all.add(p.with(List.of(NAME)));
      } else if (e instanceof Cleared c && c.object().equals(object)) {
        cleared(all, c.frame());
      } else if (e instanceof Removed r && r.object().equals(object)) {
        all.clear();
      }
    }
    return new Deeds(all);
  }

  private static void prompted(List<SessionEvent> all, Prompted p) {
    Prompts prompts = p.prompts();
    if (Prompting.replaces(prompts)) {
      prompts = Prompting.merged(on(all, p.frame()), prompts);
      all.removeIf(e -> isOn(e, p.frame()));
    }
    all.add(new Prompted(NAME, p.frame(), prompts));
  }

  private static void cleared(List<SessionEvent> all, int frame) {
    all.removeIf(e -> isOn(e, frame));
    if (all.stream().noneMatch(Prompted.class::isInstance)) {
      all.clear();
    }
  }

  private static @Nullable Prompts on(List<SessionEvent> all, int frame) {
    Prompts prompts = null;
    for (SessionEvent e : all) {
      if (e instanceof Prompted p && p.frame() == frame) {
        prompts = Prompting.merged(prompts, p.prompts());
      }
    }
    return prompts;
  }

  private static boolean isOn(SessionEvent e, int frame) {
    return e instanceof Prompted p && p.frame() == frame;
  }

  Deeds without(int frame) {
    List<SessionEvent> rest = new ArrayList<>(all);
    cleared(rest, frame);
    return new Deeds(rest);
  }

  /** Without the walks after the last prompt on a frame that was walked over before. */
  List<SessionEvent> upToTheLastCorrection() {
    int end = 0;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Prompted p && isWalkedOver(p.frame(), i)) {
        end = i;
      }
    }
    List<SessionEvent> out = new ArrayList<>(all.subList(0, end));
    all.subList(end, all.size()).stream().filter(Prompted.class::isInstance).forEach(out::add);
    return out;
  }

  private boolean isWalkedOver(int frame, int before) {
    return all.subList(0, before).stream()
        .anyMatch(
            e ->
                e instanceof Propagated p
                    && p.heading().reaches(p.from(), frame)
                    && p.heading().reaches(frame, p.to()));
  }
}
