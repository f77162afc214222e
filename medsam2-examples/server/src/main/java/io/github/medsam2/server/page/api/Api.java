// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.page.study.Source;
import io.github.medsam2.server.page.study.Study;
import io.github.medsam2.server.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All calls:
 *
 * <pre>
 * GET    /api/v1/about                        what is served, limits, segments, what can be done
 * POST   /api/v1/login {token}                a cookie for this browser
 * GET    /api/v1/images                       what the server offers
 * POST   /api/v1/sessions?name=a.dcm          body: the file; or ?image=ID of the server's folder,
 *                                             ?archived=UID of its archive, ?series for several
 * PUT    /api/v1/sessions/S/files?name=a.dcm  one slice of a series
 * POST   /api/v1/sessions/S/open              the series is whole
 * GET    /api/v1/sessions/S                   what is open, and all that is shown
 * DELETE /api/v1/sessions/S
 * GET    /api/v1/sessions/S/frames/N          samples of 8 or 16 bits
 * POST   /api/v1/sessions/S/prompts           {object, frame, points: [[x, y, label]], box}
 * PUT    /api/v1/sessions/S/objects/K         {name, cass}
 * DELETE /api/v1/sessions/S/objects/K
 * DELETE /api/v1/sessions/S/objects/K/frames/N
 * POST   /api/v1/sessions/S/propagate         {direction, first, last}: 202, {job}
 * DELETE /api/v1/sessions/S/jobs/J
 * GET    /api/v1/sessions/S/events            server-sent: mask, progress, done, failed, changed
 * POST   /api/v1/sessions/S/undo, /redo
 * GET    /api/v1/sessions/S/qca/K?frame=N     also mm, or french and width
 * GET    /api/v1/sessions/S/export/KIND?frame=N
 * GET    /api/v1/sessions/S/receipt
 * POST   /api/v1/sessions/S/accept            {object, frame}: into the round
 * </pre>
 */
public final class Api {
  private static final String SESSION = "/api/v1/sessions/{session}";

  private final String name;
  private final Desk desk;
  private final List<Route> routes = new ArrayList<>();

  private Api(String name, Desk desk) {
    this.name = name;
    this.desk = desk;
  }

  /**
   * The routes.
   *
   * @param name of the dialect
   */
  public static List<Route> routes(String name, Desk desk) {
    Api api = new Api(name, desk);
    api.about();
    api.opening();
    api.scene();
    api.results();
    return List.copyOf(api.routes);
  }

  private void about() {
    About about = new About(desk);
    add("GET", "/api/v1/about", Route.Access.TOKEN, about::answer);
    add("POST", "/api/v1/login", Route.Access.OPEN, about::login);
    add("GET", "/api/v1/images", Route.Access.TOKEN, about::images);
  }

  private void opening() {
    OpenCalls open = new OpenCalls(name, desk);
    add("POST", "/api/v1/sessions", Route.Access.TOKEN, open::open);
    session("PUT", SESSION + "/files", open::file);
    session("POST", SESSION + "/open", open::series);
    add("DELETE", SESSION, Route.Access.TOKEN, open::close);
    study("GET", SESSION, (s, study, call) -> Opened.answer(s, study));
    study("GET", SESSION + "/frames/{frame}", FrameCalls::frame);
  }

  private void scene() {
    study("POST", SESSION + "/prompts", SceneCalls::prompt);
    study("PUT", SESSION + "/objects/{object}", SceneCalls::name);
    study("DELETE", SESSION + "/objects/{object}", SceneCalls::remove);
    study("DELETE", SESSION + "/objects/{object}/frames/{frame}", SceneCalls::clear);
    study("POST", SESSION + "/undo", SceneCalls::undo);
    study("POST", SESSION + "/redo", SceneCalls::redo);
    study("POST", SESSION + "/propagate", SceneCalls::propagate);
    study("DELETE", SESSION + "/jobs/{job}", SceneCalls::cancel);
    EventCalls events = new EventCalls(desk.limits().connections());
    study("GET", SESSION + "/events", events::stream);
  }

  private void results() {
    ResultCalls results = new ResultCalls(desk);
    study("GET", SESSION + "/qca/{object}", results::qca);
    study("GET", SESSION + "/export/{kind}", results::export);
    study("GET", SESSION + "/receipt", results::receipt);
    study("POST", SESSION + "/accept", new RoundCalls(desk)::accept);
  }

  private void add(String method, String path, Route.Access access, Route.Handler handler) {
    routes.add(new Route(name, method, path, access, call -> kept(handler.answer(call))));
  }

  /** Nothing of an image or of what was said of it stays in the browser's files. */
  private static Answer kept(Answer answer) {
    Answer held = answer.with("X-Content-Type-Options", "nosniff");
    return answer.headers().containsKey("Cache-Control")
        ? held
        : held.with("Cache-Control", "no-store");
  }

  /** Answers within a session. */
  @FunctionalInterface
  interface InSession {
    Answer answer(Session session, Call call) throws IOException;
  }

  /** Answers where an image is open. */
  @FunctionalInterface
  interface InStudy {
    Answer answer(Session session, Study study, Call call) throws IOException;
  }

  private void session(String method, String path, InSession handler) {
    add(
        method,
        path,
        Route.Access.TOKEN,
        call -> {
          Session session = desk.sessions().find(call.path("session"), name).orElseThrow(Api::gone);
          session.enter(true);
          try {
            return handler.answer(session, call);
          } finally {
            session.leave(true);
          }
        });
  }

  private void study(String method, String path, InStudy handler) {
    session(method, path, (s, call) -> handler.answer(s, study(s), call));
  }

  /** What is open in a session; after a restart what was kept of it. */
  private static Study study(Session session) {
    synchronized (session) {
      if (session.attached(Study.class).isEmpty()) {
        session.attach(Study.class, new Study(session, Source.of(session.picture())));
      }
    }
    Study study = session.attached(Study.class).orElseThrow(Api::gone);
    study.restore(); // not under the session's lock, which the worker needs
    return study;
  }

  private static Refusal gone() {
    return new Refusal(
        410, "session", "one that is open", "one that ended", "open the image again");
  }
}
