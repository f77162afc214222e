// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.prompt.Prompts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A project's cases where they come from. */
final class BoundCases {
  private final Project project;
  private final CaseSource source;
  private final Map<String, Integer> index = new HashMap<>();
  private int known = -1;

  BoundCases(Project project, CaseSource source) {
    this.project = project;
    this.source = source;
  }

  boolean has(String id) {
    int now = project.size();
    if (now != known) {
      for (int i = 0; i < source.size(); i++) {
        int at = i;
        project.idOf(source, i).ifPresent(found -> index.put(found, at));
      }
      known = now;
    }
    return index.containsKey(id);
  }

  private int at(String id) {
    Integer found = has(id) ? index.get(id) : null;
    if (found == null) {
      throw new InvalidInputException(
          "case " + id, "a source that has it", "one without it", "give all sources as one");
    }
    return found;
  }

  Image image(String id) {
    return source.image(at(id));
  }

  String imageId(String id) {
    return source.imageId(at(id));
  }

  Optional<Prompts> hint(String id) {
    return source.hint(at(id));
  }
}
