// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.TextPrompt;
import io.github.medsam2.prompt.ViewAngle;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All a session knows of one object. Immutable from outside; {@link #copy} begins a new version.
 *
 * @param memory its bank
 * @param prompts by frame
 * @param forward scores of forward passes by frame
 * @param backward scores of backward passes by frame
 * @param tracked the direction each frame was tracked in last: true for backward
 */
record ObjectState(
    ObjectMemory memory,
    Map<Integer, Prompts> prompts,
    TreeMap<Integer, FrameScore> forward,
    TreeMap<Integer, FrameScore> backward,
    Map<Integer, Boolean> tracked) {

  static ObjectState empty() {
    return new ObjectState(
        ObjectMemory.EMPTY, Map.of(), new TreeMap<>(), new TreeMap<>(), Map.of());
  }

  ObjectState with(ObjectMemory other) {
    return new ObjectState(other, prompts, forward, backward, tracked);
  }

  ObjectState with(ObjectMemory other, Map<Integer, Prompts> given) {
    return new ObjectState(other, given, forward, backward, tracked);
  }

  /** A version whose scores may be written to while a pass runs. */
  ObjectState copy() {
    return new ObjectState(
        memory, prompts, new TreeMap<>(forward), new TreeMap<>(backward), new TreeMap<>(tracked));
  }

  void score(FrameOutput output, boolean reverse) {
    (reverse ? backward : forward).put(output.frame(), FrameScore.of(output));
    tracked.put(output.frame(), reverse);
  }

  /** Drops the scores of frames before one: those that can be asked for no more. */
  void forgetScoresBefore(int frame) {
    if (frame > 0) {
      forward.headMap(frame).clear();
      backward.headMap(frame).clear();
      tracked.keySet().removeIf(f -> f < frame);
    }
  }

  /** Where following goes on: after the last frame tracked, or at the first prompt. */
  @Nullable Integer next() {
    return forward.isEmpty() ? origin(false) : Integer.valueOf(forward.lastKey() + 1);
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
  @Nullable Integer origin(boolean reverse) {
    return memory.conditioning().keySet().stream()
        .reduce((a, b) -> reverse == (a > b) ? a : b)
        .orElse(null);
  }
}
