// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Route;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Training, batches and scoring, which this server does not do: viewers that ask hear it in the
 * form they know. {@code /info/} names no trainer, so that they show no panel for it.
 */
final class Tasks {

  private Tasks() {}

  static Map<MonaiLabel.Key, Route.Handler> routes() {
    Map<MonaiLabel.Key, Route.Handler> routes = new LinkedHashMap<>();
    for (String path :
        new String[] {
          "/train", "/train/{name}", "/batch/infer", "/batch/infer/{name}", "/scoring/{name}"
        }) {
      routes.put(new MonaiLabel.Key("GET", path), call -> none());
      routes.put(new MonaiLabel.Key("DELETE", path), call -> none());
      routes.put(new MonaiLabel.Key("POST", path), call -> notHere());
    }
    return routes;
  }

  private static io.github.medsam2.server.http.Answer none() {
    throw new Refusal(404, "task", "one that runs", "none", "nothing: no task is running");
  }

  private static io.github.medsam2.server.http.Answer notHere() {
    throw new Refusal(
        501,
        "task",
        "segmentation with prompts",
        "training, a batch or scoring",
        "train with the command line: medsam2 round, medsam2 train");
  }
}
