// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import com.google.gson.JsonObject;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.qca.measure.Calibration;
import java.util.OptionalDouble;

/** Calibrations as JSON objects. */
final class CalibrationJson {
  private CalibrationJson() {}

  static JsonObject of(Calibration calibration) {
    JsonObject o = new JsonObject();
    if (calibration instanceof Calibration.Isocentre c) {
      o.addProperty("source", "ISOCENTRE");
      o.addProperty("imagerPixelSpacing", c.imagerPixelSpacing());
      o.addProperty("magnification", c.magnification());
      if (c.offPlaneMm().isPresent()) {
        o.addProperty("offPlaneMm", c.offPlaneMm().getAsDouble());
        o.addProperty("sourceToIsocentre", c.sourceToIsocentre());
      }
    } else if (calibration instanceof Calibration.Catheter c) {
      o.addProperty("source", "CATHETER");
      o.addProperty("french", c.french());
      o.addProperty("widthPixels", c.widthPixels());
      o.addProperty("filled", c.filled());
    } else {
      o.addProperty("source", calibration instanceof Calibration.Manual ? "MANUAL" : "NONE");
    }
    if (calibration.mmPerPixel().isPresent()) {
      o.addProperty("mmPerPixel", calibration.mmPerPixel().getAsDouble());
      o.addProperty("relativeUncertainty", calibration.relativeUncertainty());
    }
    return o;
  }

  static Calibration calibration(JsonFields o) {
    String source = o.text("source");
    Calibration calibration =
        switch (source) {
          case "NONE" -> new Calibration.None();
          case "ISOCENTRE" -> isocentre(o);
          case "CATHETER" ->
              new Calibration.Catheter(
                  o.number("french"), o.number("widthPixels"), o.flag("filled"));
          case "MANUAL" ->
              new Calibration.Manual(o.number("mmPerPixel"), o.number("relativeUncertainty"));
          default -> throw JsonFields.wrong("source", "NONE, ISOCENTRE, CATHETER or MANUAL");
        };
    if (calibration.mmPerPixel().isPresent()) {
      o.number("relativeUncertainty");
      if (o.number("mmPerPixel") != calibration.mmPerPixel().getAsDouble()) {
        throw JsonFields.wrong("mmPerPixel", "what the other fields give");
      }
    }
    o.end();
    return calibration;
  }

  private static Calibration isocentre(JsonFields o) {
    double spacing = o.number("imagerPixelSpacing");
    double magnification = o.number("magnification");
    return o.has("offPlaneMm")
        ? new Calibration.Isocentre(
            spacing,
            magnification,
            OptionalDouble.of(o.number("offPlaneMm")),
            o.number("sourceToIsocentre"))
        : Calibration.Isocentre.of(spacing, magnification);
  }
}
