// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.itksnap;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.desk.Dialect;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.session.Clocks;
import io.github.medsam2.server.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of ITK-SNAP's extension. The program keeps its session's id and does not send the image
 * again, so sessions live long. It cannot show a token.
 */
public final class ItkSnap implements Dialect {
  /** Its name. */
  public static final String NAME = "itksnap";

  /** The version of the original server that the program asks for at least. */
  private static final String VERSION = "0.1.2";

  private static final String VOLUME = "MedSAM2";
  private static final String SLICE = "MedSAM2-slice";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Clocks clocks() {
    return Clocks.idle(Duration.ofHours(8));
  }

  @Override
  public List<Route> routes(Desk desk) {
    List<Route> routes = new ArrayList<>();
    Strokes strokes = new Strokes(desk);
    add(routes, "GET", "/status", call -> status());
    add(routes, "GET", "/v2/models", call -> models());
    add(routes, "GET", "/start_session", call -> start(desk, VOLUME));
    add(routes, "GET", "/v2/start_session/{model}", call -> start(desk, call.path("model")));
    for (String before : List.of("", "/v2")) {
      within(routes, desk, "GET", before + "/process_point_interaction/{id}", strokes::point);
      within(
          routes, desk, "POST", before + "/process_scribble_interaction/{id}", strokes::scribble);
      within(routes, desk, "POST", before + "/process_lasso_interaction/{id}", strokes::lasso);
      within(routes, desk, "GET", before + "/reset_interactions/{id}", (s, call) -> reset(s));
      within(routes, desk, "POST", before + "/upload_raw/{id}", new Upload(desk)::answer);
      add(routes, "GET", before + "/end_session/{id}", call -> end(desk, call));
    }
    return routes;
  }

  /** Answers within a session. */
  @FunctionalInterface
  interface Within {
    Answer answer(Session session, Call call) throws IOException;
  }

  private static void add(List<Route> to, String method, String path, Route.Handler handler) {
    to.add(new Route(NAME, method, path, Route.Access.OPEN, handler));
  }

  private static void within(
      List<Route> to, Desk desk, String method, String path, Within handler) {
    add(
        to,
        method,
        path,
        call -> {
          Session session = desk.sessions().find(call.path("id"), NAME).orElseThrow(ItkSnap::gone);
          session.enter(true);
          try {
            return handler.answer(session, call);
          } finally {
            session.leave(true);
          }
        });
  }

  private static Refusal gone() {
    return Refusal.unknown("session", "one that is open", "choose the server again in ITK-SNAP");
  }

  private static Answer said(String key, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(key, value);
    return Answer.json(object);
  }

  private static Answer status() {
    JsonObject status = new JsonObject();
    status.addProperty("status", "ok");
    status.addProperty("version", VERSION);
    return Answer.json(status);
  }

  private static Answer models() {
    JsonArray models = new JsonArray();
    models.add(model(VOLUME, 3, 1));
    models.add(model(SLICE, 2, 1, 3));
    JsonObject all = new JsonObject();
    all.add("models", models);
    return Answer.json(all);
  }

  private static JsonObject model(String id, int dimensions, int... channels) {
    JsonObject model = new JsonObject();
    model.addProperty("id", id);
    model.addProperty("dimensions", dimensions);
    JsonArray counts = new JsonArray();
    for (int n : channels) {
      counts.add(n);
    }
    model.add("channels", counts);
    JsonArray can = new JsonArray();
    List.of("point", "scribble", "lasso").forEach(can::add);
    model.add("interactions", can);
    return model;
  }

  private static Answer start(Desk desk, String model) {
    if (!model.equals(VOLUME) && !model.equals(SLICE)) {
      throw Refusal.unknown("model", VOLUME + " or " + SLICE, "choose it in ITK-SNAP");
    }
    return said("session_id", desk.sessions().open(NAME).id());
  }

  private static Answer reset(Session session) {
    synchronized (session) {
      session.drawing().clear(session.hasPicture() ? session.picture().voxels() : 0);
    }
    return said("status", "success");
  }

  private static Answer end(Desk desk, Call call) {
    if (!desk.sessions().close(call.path("id"), NAME)) {
      throw gone();
    }
    return said("message", "Session ended");
  }
}
