// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a real client and a stub said to each other; tests are skipped where it is absent. */
record Recording(Path folder, List<Entry> entries) {

  /** A request as it was recorded, and the answer it got. */
  record Entry(
      String method,
      String target,
      String[] headers,
      byte[] body,
      int status,
      JsonObject answerHeaders,
      byte[] answer) {
    JsonElement json() {
      return JsonParser.parseString(new String(answer, java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  static Recording of(String name) throws IOException {
    Path folder = SharedData.require("golden/frontends/" + name);
    List<Entry> entries = new ArrayList<>();
    String text = Files.readString(folder.resolve("exchanges.json"));
    for (JsonElement e : JsonParser.parseString(text).getAsJsonArray()) {
      JsonObject q = e.getAsJsonObject().getAsJsonObject("request");
      JsonObject a = e.getAsJsonObject().getAsJsonObject("response");
      entries.add(
          new Entry(
              q.get("method").getAsString(),
              q.get("target").getAsString(),
              headers(q.getAsJsonObject("headers")),
              body(folder, q),
              a.get("status").getAsInt(),
              a.getAsJsonObject("headers"),
              body(folder, a)));
    }
    return new Recording(folder, entries);
  }

  private static String[] headers(JsonObject given) {
    return given.entrySet().stream()
        .flatMap(h -> java.util.stream.Stream.of(h.getKey(), h.getValue().getAsString()))
        .toArray(String[]::new);
  }

  private static byte[] body(Path folder, JsonObject side) throws IOException {
    JsonElement body = side.get("body");
    return body == null || body.isJsonNull()
        ? new byte[0]
        : Files.readAllBytes(folder.resolve(body.getAsJsonObject().get("file").getAsString()));
  }
}
