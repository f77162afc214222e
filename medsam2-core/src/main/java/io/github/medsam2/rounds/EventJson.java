// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.rounds.ProjectEvent.CasesAdded;
import io.github.medsam2.rounds.ProjectEvent.FrozenDrawn;
import io.github.medsam2.rounds.ProjectEvent.FrozenRenewed;
import io.github.medsam2.rounds.ProjectEvent.Judged;
import io.github.medsam2.rounds.ProjectEvent.Kept;
import io.github.medsam2.rounds.ProjectEvent.Promoted;
import io.github.medsam2.rounds.ProjectEvent.RoundBegun;
import io.github.medsam2.rounds.ProjectEvent.Trained;
import io.github.medsam2.rounds.ProjectEvent.TrainingBegun;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** Events as JSON. */
final class EventJson {
  private static final int MANY = 1 << 20;

  private EventJson() {}

  static JsonObject of(Instant time, ProjectEvent event) {
    JsonObject o = new JsonObject();
    o.addProperty("t", time.toString());
    o.addProperty("type", type(event));
    if (event instanceof ProjectEvent.OfCase one) {
      o.addProperty("case", one.id());
      CaseEventJson.put(o, one);
    } else {
      put(o, event);
    }
    return o;
  }

  /** {@code CasesAdded} is "casesAdded". */
  private static String type(ProjectEvent event) {
    String name = event.getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static void put(JsonObject o, ProjectEvent event) {
    if (event instanceof FrozenDrawn e) {
      o.add("groups", texts(e.groups()));
    } else if (event instanceof CasesAdded e) {
      o.add("cases", CaseListJson.added(e.cases()));
    } else if (event instanceof RoundBegun e) {
      round(o, e.round()).addProperty("model", e.model());
      o.add("cases", CaseListJson.picks(e.picks()));
    } else if (event instanceof TrainingBegun e) {
      round(o, e.round()).add("cases", texts(e.ids()));
    } else if (event instanceof Trained e) {
      round(o, e.round()).addProperty("model", e.model());
    } else if (event instanceof Judged e) {
      round(o, e.round()).addProperty("model", e.model());
      o.addProperty("against", e.against());
      o.addProperty("report", e.report());
    } else if (event instanceof Promoted e) {
      round(o, e.round()).addProperty("model", e.model());
      o.add("reasons", texts(e.reasons()));
    } else if (event instanceof Kept e) {
      round(o, e.round()).addProperty("model", e.model());
      o.add("reasons", texts(e.reasons()));
    } else if (event instanceof FrozenRenewed e) {
      o.add("groups", texts(e.groups()));
      o.add("released", texts(e.released()));
    }
  }

  private static JsonObject round(JsonObject o, int round) {
    o.addProperty("round", round);
    return o;
  }

  private static JsonArray texts(List<String> all) {
    JsonArray a = new JsonArray();
    all.forEach(a::add);
    return a;
  }

  /** Reads an event; what is unknown is refused, as what it says would be lost. */
  static ProjectEntry read(JsonObject line) {
    JsonFields f = new JsonFields("event", line);
    try {
      long n = (long) f.number("n");
      Instant time = Instant.parse(f.text("t"));
      ProjectEvent event = event(f, f.text("type"));
      f.end();
      return new ProjectEntry(n, time, event);
    } catch (MedSam2Exception | DateTimeException e) {
      throw new FormatException(
          "event of a project",
          "one that this release knows",
          "a fault (" + e.getMessage() + ")",
          "open it with the release that wrote it, or a newer one",
          e);
    }
  }

  private static ProjectEvent event(JsonFields f, String type) {
    return switch (type) {
      case "frozenDrawn" -> new FrozenDrawn(f.texts("groups", MANY));
      case "casesAdded" -> new CasesAdded(CaseListJson.added(f.array("cases", 1, MANY)));
      case "roundBegun" ->
          new RoundBegun(
              f.whole("round"), f.text("model"), CaseListJson.picks(f.array("cases", 1, MANY)));
      case "trainingBegun" -> new TrainingBegun(f.whole("round"), f.texts("cases", MANY));
      case "trained" -> new Trained(f.whole("round"), f.text("model"));
      case "judged" ->
          new Judged(f.whole("round"), f.text("model"), f.text("against"), f.text("report"));
      case "promoted" -> new Promoted(f.whole("round"), f.text("model"), f.texts("reasons", MANY));
      case "kept" -> new Kept(f.whole("round"), f.text("model"), f.texts("reasons", MANY));
      case "frozenRenewed" -> new FrozenRenewed(f.texts("groups", MANY), f.texts("released", MANY));
      default -> CaseEventJson.read(f, type);
    };
  }
}
