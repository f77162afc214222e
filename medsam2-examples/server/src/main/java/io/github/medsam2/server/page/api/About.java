// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.report.QcaReport;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Gate;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Grey;
import io.github.medsam2.server.page.export.Export;
import io.github.medsam2.server.store.ImageStore;
import java.io.IOException;

/** What a page must know before anything is open. */
final class About {
  private final Desk desk;

  About(Desk desk) {
    this.desk = desk;
  }

  Answer answer(Call call) {
    JsonObject o = new JsonObject();
    o.addProperty("model", desk.model());
    o.addProperty("version", desk.settings().version());
    o.addProperty("licence", desk.settings().licence());
    o.addProperty("card", desk.settings().card());
    o.addProperty("notice", QcaReport.NOTICE);
    o.addProperty("mostBytes", desk.limits().body());
    o.addProperty("archive", desk.archive().isPresent());
    o.addProperty("round", desk.tasks().round().isPresent());
    o.addProperty("images", !desk.store().all().isEmpty());
    JsonArray labels = new JsonArray();
    desk.settings().labels().forEach(labels::add);
    o.add("labels", labels);
    JsonArray windows = new JsonArray();
    Grey.names().forEach(windows::add);
    o.add("windows", windows);
    JsonArray exports = new JsonArray();
    Export.KINDS.forEach(exports::add);
    o.add("exports", exports);
    o.add("segments", segments());
    return Answer.json(o);
  }

  private static JsonArray segments() {
    JsonArray all = new JsonArray();
    for (CassSegment segment : CassSegment.values()) {
      JsonObject o = new JsonObject();
      o.addProperty("id", segment.id());
      o.addProperty("short", segment.shortName());
      o.addProperty("name", segment.label());
      o.addProperty("vessel", segment.vessel().name());
      all.add(o);
    }
    return all;
  }

  /**
   * A cookie that no script reads and no other page's request carries: the browser's own requests
   * for events and frames have no header.
   */
  Answer login(Call call) throws IOException {
    String token = call.json().text("token").orElse("");
    if (!desk.gate().isToken(token)) {
      throw new Refusal(
          401,
          "token",
          "this server's",
          "another, or a server without one",
          "take the address that the server printed when it was started");
    }
    boolean encrypted = call.header("Origin").orElse("").startsWith("https:");
    String name = Gate.cookie(call.header("Host").orElse(""));
    String cookie = name + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
    return Answer.json(new JsonObject())
        .with("Set-Cookie", encrypted ? cookie + "; Secure" : cookie);
  }

  Answer images(Call call) {
    JsonArray all = new JsonArray();
    for (ImageStore.Entry entry : desk.store().all()) {
      JsonObject o = new JsonObject();
      o.addProperty("id", entry.id());
      o.addProperty("type", entry.suffix());
      all.add(o);
    }
    return Answer.json(all);
  }
}
