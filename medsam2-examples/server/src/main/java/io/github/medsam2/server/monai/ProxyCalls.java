// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads of the one configured archive, handed on to a viewer that has no way to it of its own. */
final class ProxyCalls {
  /** As deep as DICOMweb goes: studies, series, instances and frames with their names, and one. */
  private static final int DEEPEST = 9;

  private final Desk desk;

  ProxyCalls(Desk desk) {
    this.desk = desk;
  }

  Map<MonaiLabel.Key, Route.Handler> routes() {
    Map<MonaiLabel.Key, Route.Handler> routes = new LinkedHashMap<>();
    for (String service : List.of("wado", "qido")) {
      StringBuilder path = new StringBuilder("/proxy/dicom/" + service);
      for (int i = 0; i < DEEPEST; i++) {
        path.append("/{part").append(i).append('}');
        int depth = i + 1;
        routes.put(new MonaiLabel.Key("GET", path.toString()), call -> relay(call, depth));
      }
    }
    return routes;
  }

  /** Lets the connection go whether or not anybody takes what comes. */
  private record Handed(DicomWeb.Relayed answer) implements Answer.Source {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      try (answer) {
        answer.body().transferTo(out);
      }
    }

    @Override
    public void leave() {
      answer.close();
    }
  }

  private Answer relay(Call call, int depth) {
    DicomWeb pacs =
        desk.archive()
            .orElseThrow(
                () ->
                    new Refusal(
                        501,
                        "archive",
                        "one that this server was told",
                        "none",
                        "start the server with --pacs ROOT"));
    List<String> path = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      path.add(call.path("part" + i));
    }
    DicomWeb.Relayed answer =
        pacs.relay(path, call.query().text(), call.header("Accept").orElse("*/*"));
    if (answer.status() == 204) {
      answer.close();
      return Answer.empty().status(204);
    }
    String type = answer.type().isBlank() ? Answer.BYTES : answer.type();
    return Answer.stream(type, new Handed(answer))
        .with("X-Content-Type-Options", "nosniff")
        .with("Content-Security-Policy", "sandbox; default-src 'none'"); // it may be HTML
  }
}
