// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.page.study.Samples;
import io.github.medsam2.server.page.study.SceneJson;
import io.github.medsam2.server.page.study.Source;
import io.github.medsam2.server.page.study.Study;
import io.github.medsam2.server.session.Session;
import java.util.Locale;

/** An image that is open, as the page reads it. */
final class Opened {
  private Opened() {}

  static Answer answer(Session session, Study study) {
    Source source = study.source();
    JsonObject o = new JsonObject();
    o.addProperty("id", session.id());
    o.addProperty("kind", source.kind().name().toLowerCase(Locale.ROOT));
    o.addProperty("frames", source.count());
    o.addProperty("width", source.width());
    o.addProperty("height", source.height());
    o.addProperty("frameTime", source.frameTime().toNanos() / 1e6);
    o.addProperty("dicom", source.dicom().isPresent());
    o.add("view", JsonNull.INSTANCE);
    source.view(0).map(ViewAngle::render).ifPresent(v -> o.addProperty("view", v));
    o.add("mmPerPixel", JsonNull.INSTANCE);
    source.calibration().mmPerPixel().ifPresent(mm -> o.addProperty("mmPerPixel", mm));
    JsonArray lines = new JsonArray();
    source.lines().forEach(lines::add);
    o.add("lines", lines);
    o.add("window", format(source.samples().format()));
    o.add("scene", SceneJson.whole(study.now()));
    return Answer.json(o);
  }

  private static JsonObject format(Samples.Format f) {
    JsonObject o = new JsonObject();
    o.addProperty("bits", f.bits());
    o.addProperty("channels", f.channels());
    o.addProperty("slope", f.slope());
    o.addProperty("intercept", f.intercept());
    o.addProperty("center", f.center());
    o.addProperty("width", f.width());
    o.addProperty("low", f.low());
    o.addProperty("high", f.high());
    o.addProperty("invert", f.invert());
    o.addProperty("unit", f.unit());
    return o;
  }
}
