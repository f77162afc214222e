// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.Heading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frames tracked before one, newest first, as far as they are remembered. */
interface TrackedFrames {

  /** The one whose map is seen with an age, 1 for the newest. */
  @Nullable FrameOutput map(int age);

  /** The one whose pointer is seen at a distance, 1 for the newest. */
  @Nullable FrameOutput pointer(int distance);

  /**
   * What was found on frames, by their number.
   *
   * @param memory the bank
   * @param unselected conditioning frames that count as tracked ones
   * @param heading the way of the walk
   */
  record Found(ObjectMemory memory, Map<Integer, FrameOutput> unselected, Heading heading) {
    @Nullable FrameOutput at(int frame) {
      FrameOutput tracked = memory.tracked(frame, heading);
      return tracked != null ? tracked : unselected.get(frame);
    }

    /** Whether anything was found on a frame or on those that the walk passed before it. */
    boolean reaches(int frame) {
      FrameMap<FrameOutput> tracked = memory.tracked(heading);
      Integer end = heading == Heading.FORWARD ? tracked.first() : tracked.last();
      return (end != null && heading.reaches(end, frame))
          || unselected.keySet().stream().anyMatch(f -> heading.reaches(f, frame));
    }
  }

  /** Every frame by its distance in time. */
  record Recent(Found found, int frame) implements TrackedFrames {
    @Override
    public @Nullable FrameOutput map(int age) {
      return found.at(found.heading().before(frame, age));
    }

    @Override
    public @Nullable FrameOutput pointer(int distance) {
      return map(distance);
    }
  }

  /**
   * Only frames that were tracked well, by their place among these: the presence of the object
   * times the predicted IoU. The newest frame counts whatever it is worth. Forward the first frame
   * of all is never looked at, as in the original.
   *
   * @param frames newest first; none where a frame that counts is not remembered
   */
  record Selected(List<@Nullable FrameOutput> frames) implements TrackedFrames {
    private static final double WORTH = 0.01;

    /**
     * @param count frames of the cine
     * @param most how many are kept for what they are worth
     */
    static Selected of(Found found, int frame, int count, int most) {
      Heading heading = found.heading();
      int newest = heading.before(frame, 1);
      List<@Nullable FrameOutput> kept = new ArrayList<>();
      for (int f = newest; kept.size() < most && found.reaches(f); f = heading.before(f, 1)) {
        FrameOutput o = found.at(f);
        if (f != 0 && o != null && worth(o) > WORTH) {
          kept.add(o);
        }
      }
      FrameOutput first = kept.isEmpty() ? null : kept.get(0);
      if ((first == null || first.frame() != newest) && newest >= 0 && newest < count) {
        kept.add(0, found.at(newest));
      }
      return new Selected(kept);
    }

    private static double worth(FrameOutput o) {
      double presence = 2 / (1 + Math.exp(-o.objectScore())) - 1;
      return o.isPresent() ? presence * o.iou() : 0;
    }

    @Override
    public @Nullable FrameOutput map(int age) {
      return age <= frames.size() ? frames.get(age - 1) : null;
    }

    /** The oldest of them is never seen. */
    @Override
    public @Nullable FrameOutput pointer(int distance) {
      return distance < frames.size() ? frames.get(distance - 1) : null;
    }
  }
}
