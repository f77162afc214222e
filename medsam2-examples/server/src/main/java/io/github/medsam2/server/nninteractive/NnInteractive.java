// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

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
import java.util.Optional;

/** nnInteractive's calls: a lease, an image, and one gesture after the other. */
public final class NnInteractive implements Dialect {
  /** Its name. */
  public static final String NAME = "nninteractive";

  private static final Clocks CLOCKS = new Clocks(Duration.ofMinutes(10), Duration.ofMinutes(1));

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Clocks clocks() {
    return CLOCKS;
  }

  @Override
  public List<Route> routes(Desk desk) {
    List<Route> routes = new ArrayList<>();
    ImageCalls images = new ImageCalls(desk);
    GestureCalls gestures = new GestureCalls(desk);
    add(routes, "POST", "/claim", call -> claim(desk));
    add(routes, "POST", "/release", call -> release(desk, call));
    leased(routes, desk, "GET", "/capabilities", (s, call) -> Capabilities.answer(desk));
    leased(routes, desk, "POST", "/heartbeat", (s, call) -> remaining(s, false));
    leased(routes, desk, "GET", "/lease_status", (s, call) -> remaining(s, true));
    leased(routes, desk, "POST", "/set_do_autozoom", images::autozoom);
    leased(routes, desk, "POST", "/set_image", images::image);
    leased(routes, desk, "POST", "/set_target_buffer", images::target);
    leased(routes, desk, "POST", "/reset_interactions", images::reset);
    leased(routes, desk, "POST", "/add_point_interaction", gestures::point);
    leased(routes, desk, "POST", "/add_bbox_interaction", gestures::box);
    leased(routes, desk, "POST", "/add_scribble_interaction", gestures::scribble);
    leased(routes, desk, "POST", "/add_lasso_interaction", gestures::lasso);
    leased(routes, desk, "POST", "/add_initial_seg_interaction", gestures::initial);
    leased(routes, desk, "POST", "/undo", gestures::undo);
    return routes;
  }

  /** Answers within a lease. */
  @FunctionalInterface
  interface Leased {
    Answer answer(Session session, Call call) throws IOException;
  }

  private static void add(List<Route> to, String method, String path, Route.Handler handler) {
    to.add(new Route(NAME, method, path, Route.Access.TOKEN, handler));
  }

  private static void leased(
      List<Route> to, Desk desk, String method, String path, Leased handler) {
    boolean action = !path.equals("/heartbeat") && !path.equals("/lease_status");
    add(
        to,
        method,
        path,
        call -> {
          Session session = find(desk, call).orElseThrow(NnInteractive::gone);
          session.enter(action);
          try {
            return handler.answer(session, call);
          } finally {
            session.leave(action);
          }
        });
  }

  private static Optional<Session> find(Desk desk, Call call) {
    return call.header("X-Lease-Token").flatMap(t -> desk.sessions().find(t, NAME));
  }

  private static Refusal gone() {
    return new Refusal(410, "lease", "one that is open", "one that ended", "connect again");
  }

  private static Answer claim(Desk desk) {
    Session session = desk.sessions().open(NAME);
    JsonObject lease = new JsonObject();
    lease.addProperty("lease_token", session.id());
    lease.addProperty("idle_timeout_seconds", (double) CLOCKS.idle().toSeconds());
    lease.addProperty("liveness_timeout_seconds", (double) CLOCKS.liveness().toSeconds());
    lease.addProperty("max_sessions", desk.sessions().most());
    return Answer.json(lease);
  }

  private static Answer release(Desk desk, Call call) {
    call.header("X-Lease-Token").ifPresent(t -> desk.sessions().close(t, NAME));
    JsonObject released = new JsonObject();
    released.addProperty("released", true);
    return Answer.json(released);
  }

  private static Answer remaining(Session session, boolean all) {
    JsonObject left = new JsonObject();
    left.addProperty("remaining_seconds", session.remaining().toMillis() / 1000.0);
    if (all) {
      left.addProperty("idle_timeout_seconds", (double) CLOCKS.idle().toSeconds());
    }
    return Answer.json(left);
  }
}
