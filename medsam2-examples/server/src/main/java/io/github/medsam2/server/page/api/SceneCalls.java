// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import com.google.gson.JsonObject;
import io.github.medsam2.Direction;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.page.study.NamedObject;
import io.github.medsam2.server.page.study.Scene;
import io.github.medsam2.server.page.study.SceneJson;
import io.github.medsam2.server.page.study.Study;
import io.github.medsam2.server.session.Session;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a user does; each answer says what is different after it. */
final class SceneCalls {
  private SceneCalls() {}

  private static Answer after(Study study, Runnable step) {
    Scene before = study.now().scene();
    step.run();
    return Answer.json(SceneJson.of(study.now(), before));
  }

  static Answer prompt(Session session, Study study, Call call) throws IOException {
    Json asked = call.json();
    String key = asked.text("object").orElse("1");
    int frame = Numbers.of(asked, "frame");
    Prompts prompts = prompts(asked, call.limits().points());
    return after(study, () -> study.prompt(key, frame, prompts));
  }

  private static Prompts prompts(Json asked, int most) {
    Prompts all = null;
    double[] box = asked.numbers("box", 4);
    if (box.length == 4) {
      all = Prompts.of(box(box));
    } else if (box.length > 0) {
      throw Refusal.wrong("box", "four numbers, x0, y0, x1, y1", box.length + "");
    }
    for (double[] point : asked.rows("points", most, 3)) {
      if (point.length != 3) {
        throw Refusal.wrong("points", "x, y and 1 on the object or 0 beside it", "other rows");
      }
      all = joined(all, new PointPrompt(point[0], point[1], point[2] > 0));
    }
    if (all == null) {
      throw Refusal.wrong("prompts", "points or a box", "none");
    }
    return all;
  }

  private static BoxPrompt box(double[] b) {
    return new BoxPrompt(
        Math.min(b[0], b[2]), Math.min(b[1], b[3]), Math.max(b[0], b[2]), Math.max(b[1], b[3]));
  }

  private static Prompts joined(@Nullable Prompts all, PointPrompt point) {
    return all == null ? Prompts.of(point) : all.and(point);
  }

  static Answer name(Session session, Study study, Call call) throws IOException {
    Json asked = call.json();
    String key = call.path("object");
    Optional<CassSegment> segment =
        asked.text("cass").filter(c -> !c.isEmpty()).map(CassSegment::ofCass);
    String name = asked.text("name").orElse("Object " + key);
    return after(study, () -> study.name(new NamedObject(key, name, segment)));
  }

  static Answer remove(Session session, Study study, Call call) {
    return after(study, () -> study.remove(call.path("object")));
  }

  static Answer clear(Session session, Study study, Call call) {
    int frame = Numbers.of("frame", call.path("frame"));
    return after(study, () -> study.clear(call.path("object"), frame));
  }

  static Answer undo(Session session, Study study, Call call) {
    return after(study, study::undo);
  }

  static Answer redo(Session session, Study study, Call call) {
    return after(study, study::redo);
  }

  static Answer propagate(Session session, Study study, Call call) throws IOException {
    Json asked = call.json();
    Direction direction =
        switch (asked.text("direction").orElse("both")) {
          case "forward" -> Direction.FORWARD;
          case "backward" -> Direction.BACKWARD;
          case "both" -> Direction.BOTH;
          default -> throw Refusal.wrong("direction", "forward, backward or both", "another");
        };
    int first = Numbers.of(asked, "first", 0);
    int last = Numbers.of(asked, "last", study.source().count() - 1);
    JsonObject o = new JsonObject();
    o.addProperty("job", study.follow(direction, first, last));
    return Answer.json(202, o);
  }

  static Answer cancel(Session session, Study study, Call call) {
    JsonObject o = new JsonObject();
    o.addProperty("cancelled", study.cancel(Optional.of(call.path("job"))));
    return Answer.json(o);
  }
}
