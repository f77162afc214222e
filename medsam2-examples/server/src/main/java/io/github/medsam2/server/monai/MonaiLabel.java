// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import com.google.gson.JsonObject;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.desk.Dialect;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Query;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.session.Clocks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** MONAI Label's calls: the interactive ones, its store of images, and who may ask. */
public final class MonaiLabel implements Dialect {
  /** Its name. */
  public static final String NAME = "monai";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Clocks clocks() {
    return Clocks.idle(Duration.ofHours(1));
  }

  @Override
  public List<Route> routes(Desk desk) {
    List<Route> routes = new ArrayList<>();
    Info info = new Info(desk);
    SessionCalls sessions = new SessionCalls(desk);
    StoreCalls store = new StoreCalls(desk);
    InferCall infer = new InferCall(desk);
    open(routes, "GET", "/auth", call -> auth(desk));
    open(routes, "POST", "/auth/token", call -> token(desk, call));
    route(routes, "GET", "/auth/token/valid", call -> valid());
    route(routes, "GET", "/info", call -> info.answer());
    route(routes, "GET", "/logs", call -> logs(desk, call));
    route(routes, "PUT", "/session", sessions::create);
    route(routes, "GET", "/session/{id}", sessions::about);
    route(routes, "DELETE", "/session/{id}", sessions::end);
    route(routes, "POST", "/infer/{model}", infer::answer);
    store.routes().forEach((key, handler) -> route(routes, key.method(), key.path(), handler));
    new ProxyCalls(desk)
        .routes()
        .forEach((key, handler) -> route(routes, key.method(), key.path(), handler));
    new TaskCalls(desk.tasks())
        .routes()
        .forEach((key, handler) -> route(routes, key.method(), key.path(), handler));
    return routes;
  }

  /** A method and a path. */
  record Key(String method, String path) {}

  private static void open(List<Route> to, String method, String path, Route.Handler handler) {
    to.add(new Route(NAME, method, path, Route.Access.OPEN, handler));
  }

  private static void route(List<Route> to, String method, String path, Route.Handler handler) {
    to.add(new Route(NAME, method, path, Route.Access.TOKEN, handler));
  }

  private static Answer auth(Desk desk) {
    JsonObject about = new JsonObject();
    about.addProperty("enabled", desk.gate().hasToken());
    about.addProperty("client_id", "");
    about.addProperty("realm", "");
    return Answer.json(about);
  }

  /** The server's token is the password of any user, and the token that is handed out. */
  private static Answer token(Desk desk, Call call) throws IOException {
    Query form = call.form();
    String password = form.first("password", "");
    if (!desk.gate().isToken(password)) {
      throw new Refusal(
          401, "password", "this server's token", "another", "type the token as the password");
    }
    JsonObject token = new JsonObject();
    token.addProperty("access_token", password);
    token.addProperty("token_type", "bearer");
    return Answer.json(token);
  }

  private static Answer valid() {
    JsonObject user = new JsonObject();
    user.addProperty("username", "user");
    return Answer.json(user);
  }

  private static Answer logs(Desk desk, Call call) {
    List<Double> lines = call.query().numbers("lines");
    int most = lines.isEmpty() ? 300 : lines.get(0).intValue();
    return Answer.text(String.join("\n", desk.log().latest(most)) + "\n");
  }
}
