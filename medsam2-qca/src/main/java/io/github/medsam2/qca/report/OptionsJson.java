// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import com.google.gson.JsonObject;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.measure.QcaOptions;
import java.util.OptionalDouble;

/** How a report was made, as JSON. */
final class OptionsJson {
  private OptionsJson() {}

  static JsonObject of(ViewAngle view) {
    JsonObject o = new JsonObject();
    o.addProperty("primary", view.primary());
    o.addProperty("secondary", view.secondary());
    o.addProperty("approximate", view.approximate());
    return o;
  }

  static ViewAngle view(JsonFields o) {
    ViewAngle view =
        new ViewAngle(o.number("primary"), o.number("secondary"), o.flag("approximate"));
    o.end();
    return view;
  }

  static JsonObject of(QcaOptions options) {
    JsonObject o = new JsonObject();
    o.addProperty("edges", options.edges().name());
    options.blurSigmaPixels().ifPresent(b -> o.addProperty("blurSigmaPixels", b));
    o.addProperty("smoothingPixels", options.smoothingPixels());
    o.addProperty("tolerancePixels", options.tolerancePixels());
    return o;
  }

  static QcaOptions options(JsonFields o) {
    OptionalDouble blur =
        o.has("blurSigmaPixels")
            ? OptionalDouble.of(o.number("blurSigmaPixels"))
            : OptionalDouble.empty();
    QcaOptions options =
        new QcaOptions(
            o.name("edges", QcaOptions.EdgeSource.class),
            blur,
            o.number("smoothingPixels"),
            o.number("tolerancePixels"));
    o.end();
    return options;
  }
}
