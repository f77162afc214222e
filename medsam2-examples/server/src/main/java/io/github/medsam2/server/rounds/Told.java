// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.rounds;

import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.rounds.Effort;
import io.github.medsam2.rounds.WorkTimer;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.session.Asked;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What readers did on images since they were shown: the latest prompts, and how long it took. */
final class Told {
  private static final int MOST = 256;

  private final Map<String, Work> works = new LinkedHashMap<>();

  private static final class Work {
    private final WorkTimer timer = new WorkTimer();
    private @Nullable Asked asked;
  }

  /** An image was shown, or something was asked of it. */
  synchronized void acted(String image, @Nullable Asked asked) {
    Work work = works.remove(image);
    work = work == null ? new Work() : work;
    works.put(image, work); // the latest last
    work.timer.acted();
    work.asked = asked == null ? work.asked : asked;
    if (works.size() > MOST) {
      works.remove(works.keySet().iterator().next());
    }
  }

  /** What was asked last on a slice. */
  synchronized Optional<Prompts> prompts(String image, int slice) {
    Work work = works.get(image);
    Asked asked = work == null ? null : work.asked;
    return asked == null || asked.axis() != Slicing.Z
        ? Optional.empty()
        : Optional.ofNullable(asked.slices().get(slice)).filter(Prompts::namesObject);
  }

  /** The effort since then; it is told once. */
  synchronized Effort effort(String image, Optional<Prompts> prompts) {
    Work work = works.remove(image);
    if (work == null) {
      return Effort.NONE;
    }
    int boxes = prompts.flatMap(Prompts::box).isPresent() ? 1 : 0;
    int clicks = prompts.map(p -> p.points().size()).orElse(0);
    return work.timer.effort(boxes, clicks, prompts.isEmpty());
  }
}
