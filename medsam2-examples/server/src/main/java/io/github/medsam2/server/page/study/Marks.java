// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.session.SessionEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Clicks and boxes that are in force, by object and frame.
 *
 * @param byObject a list of prompts for each frame
 */
public record Marks(Map<String, SortedMap<Integer, List<Prompt>>> byObject) {

  /** Those of a journal. */
  public static Marks of(List<SessionEvent> journal) {
    Map<String, SortedMap<Integer, List<Prompt>>> all = new TreeMap<>();
    for (SessionEvent event : journal) {
      if (event instanceof SessionEvent.Prompted p) {
        SortedMap<Integer, List<Prompt>> own =
            all.computeIfAbsent(p.object(), k -> new TreeMap<>());
        List<Prompt> there = own.computeIfAbsent(p.frame(), k -> new ArrayList<>());
        add(there, p.prompts().all());
      } else if (event instanceof SessionEvent.Cleared c && all.containsKey(c.object())) {
        all.get(c.object()).remove(c.frame());
      } else if (event instanceof SessionEvent.Removed r) {
        all.remove(r.object());
      }
    }
    return new Marks(all);
  }

  /** A box or a mask takes the place of all that was there; clicks are added. */
  private static void add(List<Prompt> there, List<Prompt> more) {
    for (Prompt prompt : more) {
      if (prompt instanceof BoxPrompt || prompt instanceof MaskPrompt) {
        there.clear();
      }
      if (prompt instanceof BoxPrompt || prompt instanceof PointPrompt) {
        there.add(prompt);
      }
    }
  }

  /** Those of an object by frame. */
  public SortedMap<Integer, List<Prompt>> of(String key) {
    return byObject.getOrDefault(key, Collections.emptySortedMap());
  }
}
