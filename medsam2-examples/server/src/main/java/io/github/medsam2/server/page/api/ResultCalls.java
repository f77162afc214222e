// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.qca.report.QcaReport;
import io.github.medsam2.receipt.ModelIdentity;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.page.export.Export;
import io.github.medsam2.server.page.measure.MeasuredJson;
import io.github.medsam2.server.page.measure.Measuring;
import io.github.medsam2.server.page.study.Study;
import io.github.medsam2.server.session.Session;
import java.io.IOException;

/** What is made of what is shown. */
final class ResultCalls {
  private final Desk desk;

  ResultCalls(Desk desk) {
    this.desk = desk;
  }

  private static int frame(Call call) {
    return Numbers.of("frame", call.query().first("frame", "0"));
  }

  Answer qca(Session session, Study study, Call call) {
    QcaReport report =
        Measuring.of(
            study.source(), study.now().scene(), call.path("object"), frame(call), call.query());
    return Answer.json(MeasuredJson.of(report));
  }

  Answer export(Session session, Study study, Call call) throws IOException {
    int frame = frame(call);
    if (frame >= study.source().count()) {
      throw Refusal.unknown("frame", "one of " + study.source().count(), "choose one of them");
    }
    Export file =
        Export.of(
            call.path("kind"),
            study.source(),
            study.now().scene(),
            frame,
            call.query(),
            desk.folder());
    return Answer.bytes(file.type(), file.bytes())
        .with("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
        .with("Cache-Control", "private, no-store");
  }

  /** What made the masks that are shown: the model, and what was asked of it. */
  Answer receipt(Session session, Study study, Call call) {
    ModelIdentity model = session.identity();
    JsonObject o = new JsonObject();
    o.addProperty("use", QcaReport.NOTICE);
    o.addProperty("name", desk.model());
    o.addProperty("server", desk.settings().version());
    o.add("model", JsonParser.parseString(model.toJson()));
    o.addProperty("asked", study.now().scene().journal().size());
    JsonArray objects = new JsonArray();
    study.now().scene().objects().values().forEach(x -> objects.add(x.name()));
    o.add("objects", objects);
    return Answer.json(o);
  }
}
