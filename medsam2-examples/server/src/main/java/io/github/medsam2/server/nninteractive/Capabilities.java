// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;

/** What can be done, with every key that clients read: most of them fail where one is missing. */
final class Capabilities {

  private Capabilities() {}

  static Answer answer(Desk desk) {
    JsonObject all = new JsonObject();
    JsonObject can = new JsonObject();
    can.addProperty("points", true);
    can.addProperty("bbox2d", true);
    can.addProperty("bbox3d", false);
    can.addProperty("scribble", true);
    can.addProperty("lasso", true);
    all.add("supported_interactions", can);
    JsonObject channels = new JsonObject();
    channels.addProperty("prev_seg", 0);
    channels.add("bbox", list(1, 2));
    channels.add("lasso", list(1, 2));
    channels.add("points", list(3, 4));
    channels.add("scribble", list(5, 6));
    all.add("channel_mapping", channels);
    all.addProperty("num_interaction_channels", 7);
    all.addProperty("supports_initial_label", true);
    all.addProperty("supports_zero_shot_label_refinement", false);
    all.add("preferred_scribble_thickness", list(2, 2, 2)); // a client takes it by axis
    all.add("interaction_decay", JsonNull.INSTANCE);
    all.add("patch_size", JsonNull.INSTANCE);
    all.addProperty("do_autozoom", true);
    all.addProperty("inference_session_version", desk.settings().version());
    all.addProperty("license", desk.settings().licence());
    all.addProperty("supports_undo", true);
    return Answer.json(all);
  }

  private static JsonArray list(int... numbers) {
    JsonArray array = new JsonArray();
    for (int n : numbers) {
      array.add(n);
    }
    return array;
  }
}
