// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.rounds.ProjectEvent.Accepted;
import io.github.medsam2.rounds.ProjectEvent.Corrected;
import io.github.medsam2.rounds.ProjectEvent.OfCase;
import io.github.medsam2.rounds.ProjectEvent.Proposed;
import io.github.medsam2.rounds.ProjectEvent.Rejected;
import io.github.medsam2.rounds.ProjectEvent.Reopened;
import java.util.ArrayList;
import java.util.List;

/** Events of one case as JSON. */
final class CaseEventJson {

  private CaseEventJson() {}

  static void put(JsonObject o, OfCase event) {
    if (event instanceof Proposed e) {
      o.addProperty("mask", e.mask());
      o.addProperty("model", e.model());
      o.addProperty("iou", e.iou());
      o.add("prompts", prompts(e.prompts()));
      o.addProperty("pixels", e.pixels());
    } else if (event instanceof Corrected e) {
      o.addProperty("by", e.by());
      o.addProperty("mask", e.mask());
      put(o, e.effort());
    } else if (event instanceof Accepted e) {
      o.addProperty("by", e.by());
      o.addProperty("mask", e.mask());
      put(o, e.effort());
    } else if (event instanceof Rejected e) {
      o.addProperty("by", e.by());
      o.addProperty("reason", e.reason().name());
      put(o, e.effort());
    } else if (event instanceof Reopened e) {
      o.addProperty("by", e.by());
    }
  }

  private static void put(JsonObject o, Effort effort) {
    o.addProperty("boxes", effort.boxes());
    o.addProperty("clicks", effort.clicks());
    o.addProperty("byHand", effort.byHand());
    o.addProperty("seconds", effort.seconds());
    o.addProperty("elapsed", effort.elapsed());
  }

  /** The prompts that are kept: words may hold anything, and masks are large. */
  static List<Prompt> kept(Prompts prompts) {
    return prompts.all().stream()
        .filter(p -> p instanceof BoxPrompt || p instanceof PointPrompt)
        .toList();
  }

  /** Boxes are four numbers, points three: 1 on the object, 0 beside it. */
  private static JsonArray prompts(List<Prompt> prompts) {
    JsonArray all = new JsonArray();
    for (Prompt p : prompts) {
      if (p instanceof BoxPrompt b) {
        all.add(numbers(b.x0(), b.y0(), b.x1(), b.y1()));
      } else if (p instanceof PointPrompt c) {
        all.add(numbers(c.x(), c.y(), c.positive() ? 1 : 0));
      }
    }
    return all;
  }

  private static JsonArray numbers(double... values) {
    JsonArray a = new JsonArray();
    for (double v : values) {
      a.add(v);
    }
    return a;
  }

  static ProjectEvent read(JsonFields f, String type) {
    String id = f.text("case");
    return switch (type) {
      case "proposed" ->
          new Proposed(
              id,
              f.text("mask"),
              f.text("model"),
              f.number("iou"),
              readPrompts(f.array("prompts", 0, Prompts.MOST_POINTS + 1)),
              f.text("pixels"));
      case "corrected" -> new Corrected(id, f.text("by"), f.text("mask"), effort(f));
      case "accepted" -> new Accepted(id, f.text("by"), f.text("mask"), effort(f));
      case "rejected" ->
          new Rejected(id, f.text("by"), f.name("reason", RejectReason.class), effort(f));
      case "reopened" -> new Reopened(id, f.text("by"));
      default -> throw JsonFields.wrong("type", "a known one");
    };
  }

  private static Effort effort(JsonFields f) {
    return new Effort(
        f.whole("boxes"),
        f.whole("clicks"),
        f.flag("byHand"),
        f.number("seconds"),
        f.number("elapsed"));
  }

  private static List<Prompt> readPrompts(JsonArray array) {
    List<Prompt> all = new ArrayList<>();
    for (JsonElement e : array) {
      boolean numbers =
          e instanceof JsonArray a && a.asList().stream().allMatch(CaseEventJson::number);
      JsonArray n = numbers ? e.getAsJsonArray() : new JsonArray();
      if (n.size() == 4) {
        all.add(new BoxPrompt(at(n, 0), at(n, 1), at(n, 2), at(n, 3)));
      } else if (n.size() == 3) {
        all.add(new PointPrompt(at(n, 0), at(n, 1), at(n, 2) > 0));
      } else {
        throw JsonFields.wrong("prompts", "lists of 3 or 4 numbers");
      }
    }
    return List.copyOf(all);
  }

  private static boolean number(JsonElement e) {
    return e instanceof JsonPrimitive p && p.isNumber();
  }

  private static double at(JsonArray array, int index) {
    return array.get(index).getAsDouble();
  }
}
