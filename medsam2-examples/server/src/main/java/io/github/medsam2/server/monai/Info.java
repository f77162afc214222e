// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.image.Grey;
import io.github.medsam2.server.store.ImageStore;
import java.util.List;

/**
 * What the server can do, in the form that makes the viewers' tools appear: a model of type {@code
 * deepgrow} has clicks on and beside the object and a box, in every viewer. A list among its
 * settings is a choice that the user has, and comes back with each click.
 */
final class Info {
  /** The name of the one model. */
  static final String MODEL = "medsam2";

  private final Desk desk;

  Info(Desk desk) {
    this.desk = desk;
  }

  Answer answer() {
    JsonObject info = new JsonObject();
    info.addProperty("name", "MedSAM2 for Java");
    info.addProperty("description", desk.model() + ". Research use only; not a medical device.");
    info.addProperty("version", desk.settings().version());
    info.add("labels", list(desk.settings().labels()));
    JsonObject models = new JsonObject();
    models.add(MODEL, model());
    info.add("models", models);
    info.add("trainers", new JsonObject());
    info.add("strategies", strategies());
    info.add("scoring", new JsonObject());
    info.add("train_stats", new JsonObject());
    info.add("datastore", StoreCalls.summary(desk.store()));
    return Answer.json(info);
  }

  private JsonObject model() {
    JsonObject model = new JsonObject();
    model.addProperty("type", "deepgrow");
    model.add("labels", list(desk.settings().labels()));
    model.addProperty("dimension", 3);
    model.addProperty("description", "Clicks and a box; the object is followed through slices");
    JsonObject config = new JsonObject();
    config.add("extent", list(List.of("volume", "slice")));
    config.add("direction", list(List.of("both", "forward", "backward")));
    config.add("window", list(Grey.names()));
    config.addProperty("only_within_roi", false);
    model.add("config", config);
    return model;
  }

  /** "Next sample" appears only where there are samples. */
  private JsonObject strategies() {
    JsonObject strategies = new JsonObject();
    ImageStore store = desk.store();
    if (!store.all().isEmpty()) {
      JsonObject first = new JsonObject();
      first.addProperty("description", "The first image without a label");
      strategies.add("first", first);
    }
    return strategies;
  }

  static JsonArray list(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
