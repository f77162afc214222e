// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.prompt.Prompts;
import java.util.List;

/** A line of a session's journal: what was asked of it, never what came out. Immutable. */
public sealed interface SessionEvent {

  /**
   * Prompts were added to an object on a frame.
   *
   * @param object name
   * @param frame index
   * @param prompts points are added to those there; a box or a mask replaces them
   */
  record Prompted(String object, int frame, Prompts prompts) implements SessionEvent {}

  /**
   * An object's prompts on a frame, and what they led to there, were taken away.
   *
   * @param object name
   * @param frame index
   */
  record Cleared(String object, int frame) implements SessionEvent {}

  /**
   * An object was removed with all it remembered.
   *
   * @param object name
   */
  record Removed(String object) implements SessionEvent {}

  /**
   * Objects were tracked from one frame to another.
   *
   * @param objects names
   * @param from first frame
   * @param to last frame; below {@code from} for a backward pass
   * @param reverse whether frames were walked to lower indices
   * @param beforeFirst whether a backward pass completes a forward one: objects are followed only
   *     on frames before their first prompt
   */
  record Propagated(List<String> objects, int from, int to, boolean reverse, boolean beforeFirst)
      implements SessionEvent {
    /** Copies the names. */
    public Propagated {
      objects = List.copyOf(objects);
    }
  }
}
