// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import com.google.gson.JsonObject;
import io.github.medsam2.server.compute.ComputeQueue;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Route;
import java.util.List;

/** Whether it is alive, and whether it would take work: without a token, and without detail. */
final class Health {
  private static final int FULL = 16;

  private Health() {}

  static List<Route> routes(ComputeQueue queue) {
    return List.of(
        new Route("health", "GET", "/healthz", Route.Access.OPEN, call -> answer("ok", true)),
        new Route(
            "health",
            "GET",
            "/readyz",
            Route.Access.OPEN,
            call -> {
              boolean ready = queue.waiting() < FULL;
              return answer("ready", ready).status(ready ? 200 : 503);
            }));
  }

  private static Answer answer(String key, boolean value) {
    JsonObject object = new JsonObject();
    object.addProperty(key, value);
    return Answer.json(object);
  }
}
