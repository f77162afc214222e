// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.Heading;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import io.github.medsam2.session.MemoryPolicy;
import io.github.medsam2.session.SessionEvent.Prompted;
import org.jspecify.annotations.Nullable;

/** What a prompt makes of an object. Holds no state. */
final class Prompting {
  private final Room room;
  private final PromptRule rule;

  Prompting(Room room, PromptRule rule) {
    this.room = room;
    this.rule = rule;
  }

  ObjectState answer(ObjectState o, Prompted p) {
    int frame = p.frame();
    room.checkFrame(frame);
    Asked earlier = o.asked().at(frame);
    Prompts all = merged(earlier == null ? null : earlier.prompts(), p.prompts());
    FrameOutput before = o.memory().at(frame);
    rule.check(p.prompts(), all, before == null);
    FrameOutput output = output(o, frame, all, before).at(o.order());
    boolean remembering = all.mask().isEmpty() && o.tracked().at(frame) != null;
    Asked asked = Asked.of(earlier, all, o, frame, remembering);
    ObjectMemory memory = remembered(o, output);
    return withinBudget(o.with(memory, o.asked().with(frame, asked)), frame);
  }

  private FrameOutput output(ObjectState o, int frame, Prompts all, @Nullable FrameOutput before) {
    Description lasting = all.description().flatMap(Description::lasting).orElse(o.lasting(frame));
    Heading tracked = o.tracked().at(frame);
    try (EmbeddingCache.Lease lease = room.cache().lend(frame)) {
      return all.mask().isPresent()
          ? room.tracker().given(frame, lease.image(), all.mask().get().mask(), lasting)
          : room.tracker().prompt(frame, lease.image(), all, before, o.memory(), tracked, lasting);
    }
  }

  private ObjectMemory remembered(ObjectState o, FrameOutput output) {
    MemoryPolicy policy = room.rules().policy();
    Heading tracked = o.tracked().at(output.frame());
    if (tracked == null
        || policy.correctionsCondition()
        || o.memory().conditioning().containsKey(output.frame())) {
      return o.memory().conditionedOn(output);
    }
    return o.memory().corrected(output, room.rules().seenBy(tracked), policy.keepsCorrections());
  }

  /** Forgets the prompted frames furthest from the one just prompted, and what they led to. */
  private ObjectState withinBudget(ObjectState answered, int frame) {
    ObjectState o = answered;
    int most = room.rules().budget().promptedFrames();
    while (most > 0 && o.memory().conditioning().size() > most) {
      int furthest = o.memory().furthestFrom(frame).orElseThrow();
      Asked asked = o.asked().at(furthest);
      ObjectMemory rest = o.memory().without(furthest);
      if (asked != null && room.rules().policy().forgetsCleared()) {
        rest = asked.restored(rest).before(asked.first());
      }
      o = o.unasked(furthest, rest);
    }
    return o;
  }

  /** Points add up; a box or a mask starts anew. Words stay until others are said. */
  static Prompts merged(@Nullable Prompts before, Prompts more) {
    if (before == null) {
      return more;
    }
    if (replaces(more) || (before.mask().isPresent() && !more.points().isEmpty())) {
      return before.description().map(t -> Prompts.of(t).and(more)).orElse(more);
    }
    return before.and(more);
  }

  /** Whether prompts take back those that were on the frame before. */
  static boolean replaces(Prompts more) {
    return more.box().isPresent() || more.mask().isPresent();
  }
}
