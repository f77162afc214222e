// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.Heading;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.ObjectMemory;
import io.github.medsam2.session.MemoryPolicy;
import io.github.medsam2.session.SessionEvent;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Propagated;
import java.util.EnumSet;
import java.util.List;

/**
 * What is left of an object when the prompts on a frame are taken back. Holds no state.
 *
 * <p>Where the policy {@linkplain MemoryPolicy#forgetsCleared forgets}, that is what the object
 * would be without them, less the walks since. Tracked frames tell by their place in the order of
 * outputs whether they can have seen the prompts. A correction of a mask that may go back to them
 * is answered again, which takes the walk that led to it.
 */
final class TakingBack {
  private final Room room;
  private final Prompting prompting;
  private final Follower follower;

  TakingBack(Room room, Prompting prompting, Follower follower) {
    this.room = room;
    this.prompting = prompting;
    this.follower = follower;
  }

  /**
   * @param past all that was asked of the session before
   */
  ObjectState clear(SessionState before, String object, int frame, List<SessionEvent> past) {
    ObjectState o = before.require(object);
    room.checkFrame(frame);
    Asked asked = o.asked().at(frame);
    if (asked == null) {
      return o;
    }
    ObjectState rest =
        room.rules().policy().forgetsCleared()
            ? forgotten(o, asked, object, frame, past)
            : downgraded(o, asked, frame);
    // With nothing left to track from, what was tracked goes too, as in the original.
    return rest.memory().conditioning().isEmpty() ? ObjectState.EMPTY : rest;
  }

  private ObjectState forgotten(
      ObjectState o, Asked asked, String object, int frame, List<SessionEvent> past) {
    ObjectMemory memory = asked.restored(o.memory().unprompted(frame));
    ObjectState rest = o.unasked(frame, memory).before(asked.first());
    boolean leadsOn = rest.asked().values().stream().anyMatch(a -> a.remembering() > asked.first());
    return leadsOn ? again(Deeds.of(object, past).without(frame)) : rest;
  }

  private ObjectState again(Deeds deeds) {
    ObjectState o = ObjectState.EMPTY;
    for (SessionEvent deed : deeds.upToTheLastCorrection()) {
      if (deed instanceof Prompted p) {
        o = prompting.answer(o, p);
      } else if (deed instanceof Propagated p) {
        o = follower.walk(SessionState.EMPTY.with(Deeds.NAME, o), p).of(Deeds.NAME);
      }
    }
    return o;
  }

  /** As in the original: the answer of a frame that was walked over stays as a tracked one. */
  private static ObjectState downgraded(ObjectState o, Asked asked, int frame) {
    FrameOutput answer = o.memory().conditioning().get(frame);
    ObjectMemory memory = o.memory().unprompted(frame);
    boolean walked = o.walked() > asked.last();
    if (!walked) {
      memory = asked.restored(memory.without(frame));
    } else if (answer != null) {
      memory = memory.tracked(answer, EnumSet.allOf(Heading.class), Integer.MAX_VALUE);
    }
    ObjectState rest = o.unasked(frame, memory);
    return answer == null ? rest : rest.unmarked(frame);
  }
}
