// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.Heading;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of an object on one frame.
 *
 * @param prompts all of them
 * @param first place of the first answer in the order of outputs
 * @param last place of the last answer
 * @param remembering place of the last answer that went by the object's memory; 0 for none
 * @param forward what had been tracked forward on the frame before it was prompted
 * @param backward the same of backward
 */
record Asked(
    Prompts prompts,
    int first,
    int last,
    int remembering,
    @Nullable FrameOutput forward,
    @Nullable FrameOutput backward) {

  /** With the answer that comes next. */
  static Asked of(
      @Nullable Asked earlier, Prompts all, ObjectState o, int frame, boolean remembering) {
    int place = o.order();
    if (earlier == null) {
      FrameOutput forward = o.memory().tracked(frame, Heading.FORWARD);
      FrameOutput backward = o.memory().tracked(frame, Heading.BACKWARD);
      return new Asked(all, place, place, remembering ? place : 0, forward, backward);
    }
    int remembered = remembering ? place : earlier.remembering;
    return new Asked(all, earlier.first, place, remembered, earlier.forward, earlier.backward);
  }

  /** Without what was tracked from a place in the order of outputs on. */
  Asked before(int place) {
    return new Asked(
        prompts, first, last, remembering, before(forward, place), before(backward, place));
  }

  private static @Nullable FrameOutput before(@Nullable FrameOutput tracked, int place) {
    return tracked == null || tracked.order() >= place ? null : tracked;
  }

  /** A bank with what had been tracked on the frame before it was prompted. */
  ObjectMemory restored(ObjectMemory bank) {
    ObjectMemory m = restored(bank, forward, Heading.FORWARD);
    return restored(m, backward, Heading.BACKWARD);
  }

  private static ObjectMemory restored(
      ObjectMemory bank, @Nullable FrameOutput tracked, Heading heading) {
    return tracked == null ? bank : bank.tracked(tracked, EnumSet.of(heading), Integer.MAX_VALUE);
  }
}
