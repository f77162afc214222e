// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.desk.Settings.ExpiredSession;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.session.Session;
import java.io.IOException;
import java.util.Optional;

/** Sessions: images that a user loaded himself. */
final class SessionCalls {
  private final Desk desk;

  SessionCalls(Desk desk) {
    this.desk = desk;
  }

  Answer create(Call call) throws IOException {
    try (MultipartForm form = call.multipart(desk.folder())) {
      Session session = new Images(desk).open(form.files("files"), desk.settings().window(), "");
      JsonObject answer = new JsonObject();
      answer.addProperty("session_id", session.id());
      answer.add("session_info", info(session));
      return Answer.json(answer);
    }
  }

  Answer about(Call call) {
    Optional<Session> session = desk.sessions().find(call.path("id"), MonaiLabel.NAME);
    if (session.isPresent()) {
      Session found = session.orElseThrow();
      found.enter(true);
      found.leave(true);
      return Answer.json(info(found));
    }
    if (desk.settings().expired() == ExpiredSession.NULL_BODY) {
      return Answer.json(JsonNull.INSTANCE);
    }
    throw unknown();
  }

  Answer end(Call call) {
    Optional<Session> session = desk.sessions().find(call.path("id"), MonaiLabel.NAME);
    JsonObject info = info(session.orElseThrow(SessionCalls::unknown));
    desk.sessions().close(call.path("id"), MonaiLabel.NAME);
    return Answer.json(info);
  }

  static Refusal unknown() {
    return Refusal.unknown("session", "one that is open", "load the image again");
  }

  private static JsonObject info(Session session) {
    JsonObject info = new JsonObject();
    info.addProperty("name", session.id());
    info.addProperty("path", "");
    info.addProperty("image", "image");
    info.add("meta", new JsonObject());
    info.addProperty("create_ts", session.created().getEpochSecond());
    info.addProperty("last_access_ts", System.currentTimeMillis() / 1000);
    info.addProperty("expiry", session.clocks().idle().toSeconds());
    return info;
  }
}
