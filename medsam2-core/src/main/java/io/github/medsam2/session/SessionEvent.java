// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.image.Heading;
import io.github.medsam2.prompt.Prompts;
import java.util.List;

/** A line of a session's journal: what was asked of it, never what came out. Immutable. */
public sealed interface SessionEvent {
  /** What is asked for where the name of an object is null. */
  String NAME = "the name of an object";

  /**
   * Prompts were added to an object on a frame.
   *
   * @param object name
   * @param frame index
   * @param prompts points are added to those there; a box or a mask replaces them
   */
  record Prompted(String object, int frame, Prompts prompts) implements SessionEvent {
    /** Refuses nothing to go by. */
    public Prompted {
      requireGiven(object, NAME);
      requireGiven(prompts, "prompts");
    }
  }

  /**
   * An object's prompts on a frame, and what they led to there, were taken away.
   *
   * @param object name
   * @param frame index
   */
  record Cleared(String object, int frame) implements SessionEvent {
    /** Refuses an object without a name. */
    public Cleared {
      requireGiven(object, NAME);
    }
  }

  /**
   * An object was removed with all it remembered.
   *
   * @param object name
   */
  record Removed(String object) implements SessionEvent {
    /** Refuses an object without a name. */
    public Removed {
      requireGiven(object, NAME);
    }
  }

  /**
   * Objects were tracked from one frame to another.
   *
   * @param objects names
   * @param from first frame
   * @param to last frame; below {@code from} for a backward pass
   * @param heading to higher or lower indices
   * @param beforeFirst whether a backward pass completes a forward one: objects are followed only
   *     on frames before their first prompt
   */
  record Propagated(List<String> objects, int from, int to, Heading heading, boolean beforeFirst)
      implements SessionEvent {
    /** Copies the names. */
    public Propagated {
      requireGiven(objects, "the names of objects").forEach(o -> requireGiven(o, NAME));
      requireGiven(heading, "a heading");
      objects = List.copyOf(objects);
    }

    /** The same walk over other frames. */
    public Propagated over(int first, int last) {
      return new Propagated(objects, first, last, heading, beforeFirst);
    }

    /** The same walk with other objects. */
    public Propagated with(List<String> others) {
      return new Propagated(others, from, to, heading, beforeFirst);
    }
  }
}
