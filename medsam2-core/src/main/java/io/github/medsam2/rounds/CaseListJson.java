// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.rounds.ProjectEvent.Added;
import io.github.medsam2.rounds.ProjectEvent.Pick;
import java.util.ArrayList;
import java.util.List;

/** Lists of cases as JSON. */
final class CaseListJson {

  private CaseListJson() {}

  static JsonArray added(List<Added> cases) {
    JsonArray all = new JsonArray();
    for (Added c : cases) {
      JsonObject o = new JsonObject();
      o.addProperty("case", c.id());
      o.addProperty("key", c.key());
      o.addProperty("group", c.group());
      o.addProperty("stratum", c.stratum());
      o.addProperty("side", c.side().name());
      all.add(o);
    }
    return all;
  }

  static List<Added> added(JsonArray array) {
    List<Added> all = new ArrayList<>();
    for (JsonElement e : array) {
      JsonFields f = JsonFields.of("case", e);
      all.add(
          new Added(
              f.text("case"),
              f.text("key"),
              f.text("group"),
              f.text("stratum"),
              f.name("side", Side.class)));
      f.end();
    }
    return List.copyOf(all);
  }

  static JsonArray picks(List<Pick> picks) {
    JsonArray all = new JsonArray();
    for (Pick p : picks) {
      JsonObject o = new JsonObject();
      o.addProperty("case", p.id());
      o.addProperty("random", p.random());
      all.add(o);
    }
    return all;
  }

  static List<Pick> picks(JsonArray array) {
    List<Pick> all = new ArrayList<>();
    for (JsonElement e : array) {
      JsonFields f = JsonFields.of("case", e);
      all.add(new Pick(f.text("case"), f.flag("random")));
      f.end();
    }
    return List.copyOf(all);
  }
}
