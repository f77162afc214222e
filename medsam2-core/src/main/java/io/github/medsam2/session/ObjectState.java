package io.github.medsam2.session;

import io.github.medsam2.image.Heading;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.TextPrompt;
import io.github.medsam2.prompt.ViewAngle;
import io.github.medsam2.runtime.FrameMap;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All a session knows of one object. Immutable: a change gives another state, which shares what
 * stayed.
 *
 * @param memory its bank
 * @param prompts by frame
 * @param forward scores of forward passes by frame
 * @param backward scores of backward passes by frame
 * @param tracked the heading each frame was tracked with last
 */
record ObjectState(
    ObjectMemory memory,
    FrameMap<Prompts> prompts,
    FrameMap<FrameScore> forward,
    FrameMap<FrameScore> backward,
    FrameMap<Heading> tracked) {

  static final ObjectState EMPTY =
      new ObjectState(
          ObjectMemory.EMPTY,
          FrameMap.empty(),
          FrameMap.empty(),
          FrameMap.empty(),
          FrameMap.empty());

  ObjectState with(ObjectMemory other, FrameMap<Prompts> given) {
    return new ObjectState(other, given, forward, backward, tracked);
  }

  FrameMap<FrameScore> scores(Heading heading) {
    return heading == Heading.FORWARD ? forward : backward;
  }

  /** After a frame was tracked. */
  ObjectState tracked(FrameOutput output, Heading heading, ObjectMemory after) {
    int frame = output.frame();
    FrameScore score = FrameScore.of(output);
    boolean ahead = heading == Heading.FORWARD;
    return new ObjectState(
        after,
        prompts,
        ahead ? forward.with(frame, score) : forward,
        ahead ? backward : backward.with(frame, score),
        tracked.with(frame, heading));
  }

  /** Without the scores of frames below one: those that can be asked for no more. */
  ObjectState scoredFrom(int frame) {
    return new ObjectState(
        memory, prompts, forward.from(frame), backward.from(frame), tracked.from(frame));
  }

  /** Without what was said and found of a frame. */
  ObjectState without(int frame) {
    return new ObjectState(
        memory.without(frame),
        prompts.without(frame),
        forward.without(frame),
        backward.without(frame),
        tracked.without(frame));
  }

  /** Where following goes on: after the last frame tracked, or at the first prompt. */
  @Nullable Integer next() {
    Integer last = forward.last();
    return last == null ? origin(Heading.FORWARD) : Integer.valueOf(last + 1);
  }

  /** The view of the object on a frame: the one said nearest to it, of two the earlier one. */
  @Nullable ViewAngle view(int frame) {
    return prompts.entrySet().stream()
        .filter(p -> p.getValue().text().flatMap(TextPrompt::view).isPresent())
        .min(
            Comparator.<Map.Entry<Integer, Prompts>>comparingInt(p -> Math.abs(p.getKey() - frame))
                .thenComparing(Map.Entry::getKey))
        .flatMap(p -> p.getValue().text())
        .flatMap(TextPrompt::view)
        .orElse(null);
  }

  /** The first frame in walking order from which the object can be followed; none without one. */
  @Nullable Integer origin(Heading heading) {
    return memory.conditioning().keySet().stream().reduce(heading::first).orElse(null);
  }
}
