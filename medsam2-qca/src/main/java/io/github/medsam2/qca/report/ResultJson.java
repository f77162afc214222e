// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.DiameterFunction;
import io.github.medsam2.qca.measure.Flow;
import io.github.medsam2.qca.measure.Lesion;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.measure.QualityFlag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Results as JSON objects. */
final class ResultJson {
  private static final int MOST_LESIONS = 1000;
  private static final int MOST_SAMPLES = 1_000_000;

  private ResultJson() {}

  static JsonObject of(Measurement m) {
    JsonObject o = new JsonObject();
    o.addProperty("quantity", m.quantity().name());
    o.addProperty("value", m.value());
    o.addProperty("unit", m.unit());
    o.addProperty("method", m.quantity().method());
    m.scaleUncertainty().ifPresent(u -> o.addProperty("scaleUncertainty", u));
    m.interval().ifPresent(i -> LesionJson.put(o, "interval95", i));
    return o;
  }

  static JsonObject of(int frame, QcaResult r) {
    JsonObject o = new JsonObject();
    o.addProperty("frame", frame);
    o.addProperty("width", r.width());
    o.addProperty("height", r.height());
    o.add("calibration", CalibrationJson.of(r.calibration()));
    JsonArray flags = new JsonArray();
    r.flags().stream().sorted().forEach(f -> flags.add(f.name()));
    o.add("flags", flags);
    o.addProperty("opacification", r.opacification());
    o.addProperty("flow", r.flow().name());
    r.betterView().ifPresent(v -> o.add("betterView", OptionsJson.of(v)));
    JsonArray lesions = new JsonArray();
    r.lesions().forEach(l -> lesions.add(LesionJson.of(l)));
    o.add("lesions", lesions);
    o.add("samples", of(r.function()));
    return o;
  }

  private static JsonObject of(DiameterFunction f) {
    JsonObject o = new JsonObject();
    o.add("arc", numbers(f.arc()));
    o.add("diameter", numbers(f.diameter()));
    o.add("reference", numbers(f.reference()));
    o.add("centreLine", points(f.centreLine()));
    o.add("left", points(f.left()));
    o.add("right", points(f.right()));
    return o;
  }

  private static JsonArray numbers(List<Double> values) {
    JsonArray a = new JsonArray(values.size());
    values.forEach(a::add);
    return a;
  }

  private static JsonArray points(List<Point2> points) {
    JsonArray a = new JsonArray(2 * points.size());
    for (Point2 p : points) {
      a.add(p.x());
      a.add(p.y());
    }
    return a;
  }

  /** Reads all but the number of the frame. */
  static QcaResult result(JsonFields o) {
    Calibration c = CalibrationJson.calibration(o.fields("calibration"));
    DiameterFunction function = function(o.fields("samples"));
    int last = function.size() - 1;
    List<Lesion> lesions = new ArrayList<>();
    for (JsonElement e : o.array("lesions", 1, MOST_LESIONS)) {
      lesions.add(LesionJson.lesion(JsonFields.of("lesions", e), last, c));
    }
    QcaResult result =
        new QcaResult(
            o.whole("width", Integer.MAX_VALUE),
            o.whole("height", Integer.MAX_VALUE),
            function,
            lesions,
            o.name("flow", Flow.class),
            o.number("opacification"),
            c,
            flags(o.array("flags", 0, QualityFlag.values().length)),
            o.has("betterView")
                ? Optional.of(OptionsJson.view(o.fields("betterView")))
                : Optional.empty());
    o.end();
    return result;
  }

  private static Set<QualityFlag> flags(JsonArray array) {
    Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    for (JsonElement e : array) {
      flags.add(JsonFields.name("flags", e, QualityFlag.class));
    }
    return flags;
  }

  private static DiameterFunction function(JsonFields o) {
    DiameterFunction function =
        new DiameterFunction(
            samples(o, "arc"),
            samples(o, "diameter"),
            samples(o, "reference"),
            points(o, "centreLine"),
            points(o, "left"),
            points(o, "right"));
    o.end();
    return function;
  }

  private static List<Double> samples(JsonFields o, String key) {
    return Arrays.stream(o.numbers(key, 0, MOST_SAMPLES)).boxed().toList();
  }

  private static List<Point2> points(JsonFields o, String key) {
    double[] flat = o.numbers(key, 0, 2 * MOST_SAMPLES);
    if (flat.length % 2 != 0) {
      throw JsonFields.wrong(key, "x and y of every point");
    }
    List<Point2> points = new ArrayList<>(flat.length / 2);
    for (int i = 0; i < flat.length; i += 2) {
      points.add(new Point2(flat[i], flat[i + 1]));
    }
    return points;
  }
}
