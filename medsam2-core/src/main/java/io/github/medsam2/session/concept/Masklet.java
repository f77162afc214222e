// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import io.github.medsam2.image.Heading;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * One instance that is followed. Immutable.
 *
 * @param number it is known by
 * @param score of the detection it began with
 * @param since frame of it
 * @param memory what is remembered of it
 * @param hidden the last frame on which it was empty or blanked; {@link #NEVER} before
 * @param unmatched frames on which no detection was of it
 * @param shared frames on which it shared a detection, by the number of the elder one
 */
record Masklet(
    int number,
    float score,
    int since,
    ObjectMemory memory,
    int hidden,
    int unmatched,
    Map<Integer, Integer> shared) {
  static final int NEVER = -1;

  /** Frames remembered: twice as many as are seen, since those tracked badly are passed over. */
  private static final int REMEMBERED = 32;

  /** One that begins with a frame. */
  static Masklet begun(int number, float score, FrameOutput first) {
    ObjectMemory memory = ObjectMemory.EMPTY.conditionedOn(first);
    return new Masklet(number, score, first.frame(), memory, NEVER, 0, Map.of());
  }

  private Masklet with(ObjectMemory other, int hiddenOn) {
    return new Masklet(number, score, since, other, hiddenOn, unmatched, shared);
  }

  Masklet remembering(ObjectMemory other) {
    return with(other, hidden);
  }

  Masklet hiddenOn(int frame) {
    return with(memory, frame);
  }

  /** After a frame on which it began, or was tracked. */
  Masklet seen(FrameOutput output, Heading heading) {
    boolean conditions = memory.conditioning().containsKey(output.frame());
    return remembering(
        conditions ? memory.with(output) : memory.tracked(output, EnumSet.of(heading), REMEMBERED));
  }

  /** After a frame without a detection of it. */
  Masklet missed() {
    return new Masklet(number, score, since, memory, hidden, unmatched + 1, shared);
  }

  /** After a frame on which a detection was of an elder one too. */
  Masklet besides(int elder) {
    Map<Integer, Integer> more = new TreeMap<>(shared);
    more.merge(elder, 1, Integer::sum);
    return new Masklet(number, score, since, memory, hidden, unmatched, more);
  }

  /** Whether it was doubted on so many frames. */
  boolean isDoubted(int frames) {
    return unmatched >= frames || shared.values().stream().anyMatch(n -> n >= frames);
  }
}
