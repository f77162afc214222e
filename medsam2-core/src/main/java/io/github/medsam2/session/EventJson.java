// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Heading;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.session.SessionEvent.Cleared;
import io.github.medsam2.session.SessionEvent.Prompted;
import io.github.medsam2.session.SessionEvent.Propagated;
import io.github.medsam2.session.SessionEvent.Removed;
import io.github.medsam2.session.json.Budget;
import io.github.medsam2.session.json.PromptJson;

/** Events of a journal as JSON objects. */
final class EventJson {
  private static final int MOST_OBJECTS = 10_000;

  private EventJson() {}

  static JsonObject of(SessionEvent event) {
    JsonObject o = new JsonObject();
    if (event instanceof Prompted p) {
      named(o, "prompted", p.object());
      o.addProperty("frame", p.frame());
      o.add("prompts", PromptJson.of(p.prompts()));
    } else if (event instanceof Cleared c) {
      named(o, "cleared", c.object());
      o.addProperty("frame", c.frame());
    } else if (event instanceof Removed r) {
      named(o, "removed", r.object());
    } else if (event instanceof Propagated p) {
      propagated(o, p);
    }
    return o;
  }

  private static void named(JsonObject o, String event, String object) {
    o.addProperty("event", event);
    o.addProperty("object", object);
  }

  private static void propagated(JsonObject o, Propagated p) {
    if (p.objects().size() > MOST_OBJECTS) {
      throw new InvalidInputException(
          "journal file",
          "at most " + MOST_OBJECTS + " objects",
          p.objects().size() + "",
          "split the session");
    }
    JsonArray names = new JsonArray();
    p.objects().forEach(names::add);
    o.addProperty("event", "propagated");
    o.add("objects", names);
    o.addProperty("from", p.from());
    o.addProperty("to", p.to());
    o.addProperty("reverse", p.heading() == Heading.BACKWARD);
    o.addProperty("beforeFirst", p.beforeFirst());
  }

  /**
   * @param budget what the masks take is taken from it
   */
  static SessionEvent event(JsonFields o, Budget budget) {
    String kind = o.text("event");
    SessionEvent event =
        switch (kind) {
          case "prompted" ->
              new Prompted(o.text("object"), frame(o), PromptJson.prompts(o, budget));
          case "cleared" -> new Cleared(o.text("object"), frame(o));
          case "removed" -> new Removed(o.text("object"));
          case "propagated" ->
              new Propagated(
                  o.texts("objects", MOST_OBJECTS),
                  o.whole("from"),
                  o.whole("to"),
                  o.flag("reverse") ? Heading.BACKWARD : Heading.FORWARD,
                  o.flag("beforeFirst"));
          default ->
              throw new InvalidInputException(
                  "event",
                  "prompted, cleared, removed or propagated",
                  "another",
                  "read it with a newer release");
        };
    o.end();
    return event;
  }

  private static int frame(JsonFields o) {
    return o.whole("frame");
  }
}
