// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.image.Heading;
import java.util.List;
import java.util.Set;

/** What tests of the front door may see of a session's state. */
public final class SessionInsides {
  private SessionInsides() {}

  /** All but the bank: prompts, headings and scores, to be compared. */
  public static List<Object> notes(SessionCore session, String object) {
    ObjectState o = session.state().require(object);
    List<Object> prompts =
        List.of(o.asked().keySet(), o.asked().values().stream().map(Asked::prompts).toList());
    return List.of(prompts, o.tracked(), o.forward(), o.backward());
  }

  /** The frames an object was prompted on. */
  public static Set<Integer> prompted(SessionCore session, String object) {
    return session.state().require(object).asked().keySet();
  }

  /** The frames whose scores are kept. */
  public static Set<Integer> scored(SessionCore session, String object, Heading heading) {
    return session.state().require(object).scores(heading).keySet();
  }

  /** The frames whose heading is known. */
  public static Set<Integer> tracked(SessionCore session, String object) {
    return session.state().require(object).tracked().keySet();
  }

  /** How many frames have their features now. */
  public static int cached(SessionCore session) {
    return session.room().cache().size();
  }
}
