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
    info.add("trainers", trainers());
    info.add("strategies", strategies());
    info.add("scoring", new JsonObject());
    info.add("train_stats", TaskCalls.stats(desk.tasks()));
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

  /** The panel for training appears only where there is a round. */
  private JsonObject trainers() {
    JsonObject trainers = new JsonObject();
    if (desk.tasks().round().isPresent()) {
      JsonObject config = new JsonObject();
      config.add("updates", numbers(TaskCalls.UPDATES));
      config.add("batch", numbers(TaskCalls.BATCHES));
      JsonObject trainer = new JsonObject();
      trainer.addProperty(
          "description", "The next model, from all accepted labels; judged before it is used");
      trainer.add("config", config);
      trainers.add(MODEL, trainer);
    }
    return trainers;
  }

  private static JsonArray numbers(List<Integer> numbers) {
    JsonArray array = new JsonArray();
    numbers.forEach(array::add);
    return array;
  }

  /** "Next sample" appears only where there are samples. */
  private JsonObject strategies() {
    JsonObject strategies = new JsonObject();
    ImageStore store = desk.store();
    if (desk.tasks().round().isPresent()) {
      strategy(strategies, StoreCalls.ROUND, "What the round needs: doubtful, and unlike others");
    }
    if (!store.all().isEmpty()) {
      strategy(strategies, StoreCalls.FIRST, "The first image without a label");
    }
    return strategies;
  }

  private static void strategy(JsonObject to, String name, String description) {
    JsonObject strategy = new JsonObject();
    strategy.addProperty("description", description);
    to.add(name, strategy);
  }

  static JsonArray list(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
