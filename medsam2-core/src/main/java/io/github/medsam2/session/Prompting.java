package io.github.medsam2.session;

import io.github.medsam2.image.Heading;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.TextPrompt;
import io.github.medsam2.prompt.ViewAngle;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.runtime.FrameMap;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import io.github.medsam2.session.SessionEvent.Prompted;
import org.jspecify.annotations.Nullable;

/** What a prompt, or taking one back, makes of an object. Holds no state. */
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
    Prompts all = merged(o.prompts().at(frame), p.prompts());
    FrameOutput before = o.memory().at(frame);
    rule.check(p.prompts(), all, before == null);
    FrameOutput output = output(o, frame, all, before);
    Heading tracked = o.tracked().at(frame);
    ObjectMemory memory = remembered(o, output, tracked);
    FrameMap<Prompts> prompts = o.prompts().with(frame, all);
    int most = room.rules().budget().promptedFrames();
    while (most > 0 && memory.conditioning().size() > most) {
      int forgotten = memory.furthestFrom(frame).orElseThrow();
      memory = memory.without(forgotten);
      prompts = prompts.without(forgotten);
    }
    return o.with(memory, prompts);
  }

  private FrameOutput output(ObjectState o, int frame, Prompts all, @Nullable FrameOutput before) {
    ViewAngle seen = all.text().flatMap(TextPrompt::view).orElse(o.view(frame));
    Heading tracked = o.tracked().at(frame);
    try (EmbeddingCache.Lease lease = room.cache().lend(frame)) {
      return all.mask().isPresent()
          ? room.tracker().given(frame, lease.image(), all.mask().get().mask(), seen)
          : room.tracker().prompt(frame, lease.image(), all, before, o.memory(), tracked, seen);
    }
  }

  private ObjectMemory remembered(ObjectState o, FrameOutput output, @Nullable Heading tracked) {
    MemoryPolicy policy = room.rules().policy();
    boolean conditions =
        tracked == null
            || policy.correctionsCondition()
            || o.memory().conditioning().containsKey(output.frame());
    return conditions
        ? o.memory().conditionedOn(output)
        : o.memory().corrected(output, policy.seenBy(tracked), policy.keepsCorrections());
  }

  /** Points add up; a box or a mask starts anew. Words stay until others are said. */
  private static Prompts merged(@Nullable Prompts before, Prompts more) {
    if (before == null) {
      return more;
    }
    boolean anew =
        more.box().isPresent()
            || more.mask().isPresent()
            || (before.mask().isPresent() && !more.points().isEmpty());
    if (anew) {
      return before.text().map(t -> Prompts.of(t).and(more)).orElse(more);
    }
    return before.and(more);
  }

  static ObjectState clear(ObjectState o, int frame) {
    ObjectState rest = o.without(frame);
    // With nothing left to track from, what was tracked goes too, as in the original.
    return rest.memory().conditioning().isEmpty() ? ObjectState.EMPTY : rest;
  }
}
