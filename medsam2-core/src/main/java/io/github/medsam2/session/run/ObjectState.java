// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.Heading;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.runtime.FrameMap;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All a session knows of one object. Immutable: a change gives another state, which shares what
 * stayed.
 *
 * @param memory its bank
 * @param asked what was prompted, by frame
 * @param forward scores of forward passes by frame
 * @param backward scores of backward passes by frame
 * @param tracked the heading each frame was tracked with last
 * @param reached the frame after the last one walked forward; none before that
 * @param order the place of the next output: answers and tracked frames are counted together
 * @param walked the place at the last frame of a walk
 */
record ObjectState(
    ObjectMemory memory,
    FrameMap<Asked> asked,
    FrameMap<FrameScore> forward,
    FrameMap<FrameScore> backward,
    FrameMap<Heading> tracked,
    @Nullable Integer reached,
    int order,
    int walked) {

  static final ObjectState EMPTY =
      new ObjectState(
          ObjectMemory.EMPTY,
          FrameMap.empty(),
          FrameMap.empty(),
          FrameMap.empty(),
          FrameMap.empty(),
          null,
          1,
          0);

  /** After an answer. */
  ObjectState with(ObjectMemory other, FrameMap<Asked> prompted) {
    return new ObjectState(other, prompted, forward, backward, tracked, reached, order + 1, walked);
  }

  /** With another bank of the same frames. */
  ObjectState remembering(ObjectMemory other) {
    return new ObjectState(other, asked, forward, backward, tracked, reached, order, walked);
  }

  FrameMap<FrameScore> scores(Heading heading) {
    return heading == Heading.FORWARD ? forward : backward;
  }

  /** After a walk passed a frame without tracking the object there. */
  ObjectState passed(int frame, Heading heading) {
    Integer next = reached;
    if (heading == Heading.FORWARD && (next == null || next <= frame)) {
      next = frame + 1;
    }
    return new ObjectState(memory, asked, forward, backward, tracked, next, order, order);
  }

  /** After a frame was tracked. */
  ObjectState tracked(FrameOutput output, Heading heading, ObjectMemory after) {
    int frame = output.frame();
    FrameScore score = FrameScore.of(output);
    boolean ahead = heading == Heading.FORWARD;
    return new ObjectState(
            after,
            asked,
            ahead ? forward.with(frame, score) : forward,
            ahead ? backward : backward.with(frame, score),
            tracked.with(frame, heading),
            reached,
            order + 1,
            walked)
        .passed(frame, heading);
  }

  /** Without the scores of frames below one: those that can be asked for no more. */
  ObjectState scoredFrom(int frame) {
    return scored(forward.from(frame), backward.from(frame), tracked.from(frame));
  }

  /** With other scores, and what they say of where the object was walked. */
  private ObjectState scored(
      FrameMap<FrameScore> ahead, FrameMap<FrameScore> back, FrameMap<Heading> headings) {
    return new ObjectState(memory, asked, ahead, back, headings, reached, order, walked);
  }

  /** Without the prompts on a frame, and with another bank. */
  ObjectState unasked(int frame, ObjectMemory other) {
    return new ObjectState(
        other, asked.without(frame), forward, backward, tracked, reached, order, walked);
  }

  /** A frame that is as if it had never been tracked, as far as its scores go. */
  ObjectState unmarked(int frame) {
    return scored(forward.without(frame), backward.without(frame), tracked.without(frame));
  }

  /** With only those tracked frames that came before a place in the order of outputs. */
  ObjectState before(int place) {
    FrameMap<FrameScore> ahead = forward.where((f, s) -> s.order() < place);
    FrameMap<FrameScore> back = backward.where((f, s) -> s.order() < place);
    FrameMap<Asked> rest = FrameMap.empty();
    for (Map.Entry<Integer, Asked> e : asked.entrySet()) {
      rest = rest.with(e.getKey(), e.getValue().before(place));
    }
    Integer last = ahead.last();
    Integer next = last == null ? null : Integer.valueOf(last + 1);
    FrameMap<Heading> headings = headings(ahead, back);
    return new ObjectState(memory.before(place), rest, ahead, back, headings, next, order, walked);
  }

  /** The heading of the later score of each frame. */
  private static FrameMap<Heading> headings(FrameMap<FrameScore> ahead, FrameMap<FrameScore> back) {
    FrameMap<Heading> out = FrameMap.empty();
    for (Integer f : ahead.keySet()) {
      out = out.with(f, Heading.FORWARD);
    }
    for (Map.Entry<Integer, FrameScore> e : back.entrySet()) {
      FrameScore other = ahead.at(e.getKey());
      if (other == null || other.order() < e.getValue().order()) {
        out = out.with(e.getKey(), Heading.BACKWARD);
      }
    }
    return out;
  }

  /** Where following goes on: after the last frame walked, or at the first prompt. */
  @Nullable Integer next() {
    Integer origin = origin(Heading.FORWARD);
    return origin == null || reached == null ? origin : reached;
  }

  /**
   * What was said of the object and holds on a frame: that said nearest to it, of two the earlier.
   */
  @Nullable Description lasting(int frame) {
    return asked.entrySet().stream()
        .filter(p -> said(p.getValue()).isPresent())
        .min(
            Comparator.<Map.Entry<Integer, Asked>>comparingInt(p -> Math.abs(p.getKey() - frame))
                .thenComparing(Map.Entry::getKey))
        .flatMap(p -> said(p.getValue()))
        .orElse(null);
  }

  private static Optional<Description> said(Asked asked) {
    return asked.prompts().description().flatMap(Description::lasting);
  }

  /** The first frame in walking order from which the object can be followed; none without one. */
  @Nullable Integer origin(Heading heading) {
    return memory.conditioning().keySet().stream().reduce(heading::first).orElse(null);
  }

  /** {@code prompted on [8], tracked on 19 frames}. */
  @Override
  public String toString() {
    return asked.isEmpty()
        ? "not prompted"
        : "prompted on " + asked.keySet() + ", tracked on " + tracked.size() + " frames";
  }
}
