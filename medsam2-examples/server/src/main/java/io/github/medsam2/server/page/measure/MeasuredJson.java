// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.measure;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.report.Measurement;
import io.github.medsam2.qca.report.QcaJson;
import io.github.medsam2.qca.report.QcaReport;

/** A measurement as the page reads it: the report as everywhere, and what to tell of it. */
public final class MeasuredJson {
  private MeasuredJson() {}

  /** The report under {@code report}, values under {@code values}, and words. */
  public static JsonObject of(QcaReport report) {
    JsonObject o = new JsonObject();
    o.add("report", JsonParser.parseString(QcaJson.text(report)));
    o.addProperty("notice", QcaReport.NOTICE);
    JsonArray values = new JsonArray();
    report.measurements().forEach(m -> values.add(value(m)));
    o.add("values", values);
    QcaResult result = report.result();
    o.addProperty("calibration", Words.of(result.calibration()));
    o.add("mmPerPixel", JsonNull.INSTANCE);
    result.calibration().mmPerPixel().ifPresent(mm -> o.addProperty("mmPerPixel", mm));
    JsonArray doubts = new JsonArray();
    result.flags().stream().sorted().map(Words::of).forEach(doubts::add);
    o.add("doubts", doubts);
    o.addProperty("view", report.view().map(ViewAngle::render).orElse("not said by the file"));
    o.addProperty("betterView", result.betterView().map(ViewAngle::render).orElse(""));
    o.addProperty("segment", report.segment().map(s -> s.label()).orElse(""));
    return o;
  }

  private static JsonObject value(Measurement m) {
    JsonObject o = new JsonObject();
    o.addProperty("label", m.quantity().label());
    o.addProperty("short", m.quantity().shortName());
    o.addProperty("method", m.quantity().method());
    o.addProperty("value", m.value());
    o.addProperty("unit", m.unit().equals("1") ? "" : m.unit());
    o.add("low", JsonNull.INSTANCE);
    o.add("high", JsonNull.INSTANCE);
    m.interval()
        .ifPresent(
            i -> {
              o.addProperty("low", i.low());
              o.addProperty("high", i.high());
            });
    o.add("scale", JsonNull.INSTANCE);
    m.scaleUncertainty().ifPresent(u -> o.addProperty("scale", u));
    return o;
  }
}
