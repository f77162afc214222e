// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores as lines of JSON; numbers that are not known are left out. */
final class ScoreJson {
  private ScoreJson() {}

  static String of(List<CaseScore> scores) {
    StringBuilder out = new StringBuilder();
    Map<String, Integer> patients = new LinkedHashMap<>();
    for (CaseScore s : scores) {
      int patient = patients.computeIfAbsent(s.subject().group(), g -> patients.size() + 1);
      out.append(line(s, patient)).append('\n');
    }
    return out.toString();
  }

  private static JsonObject line(CaseScore s, int patient) {
    JsonObject line = new JsonObject();
    line.addProperty("candidate", s.candidate());
    line.addProperty("case", s.subject().caseId());
    line.addProperty("patient", patient);
    line.addProperty("object", s.subject().object());
    line.addProperty("protocol", s.protocol().name());
    line.addProperty("repeat", s.repeat());
    put(line, "dice", s.scores().dice());
    put(line, "iou", s.scores().iou());
    put(line, "hd95", s.scores().hd95());
    put(line, "clDice", s.scores().clDice());
    line.addProperty("area", s.scores().area());
    line.addProperty("truthArea", s.subject().area());
    put(line, "truthWidth", s.subject().width());
    put(line, "predictedIou", s.predictedIou());
    put(line, "seconds", s.seconds());
    s.effort().ifPresent(e -> line.addProperty("clicks", e.clicks()));
    s.effort().ifPresent(e -> line.addProperty("reached", e.reached()));
    s.track().ifPresent(t -> line.add("frames", frames(t)));
    s.failure().ifPresent(f -> line.addProperty("failure", f));
    JsonObject strata = new JsonObject();
    s.subject().strata().forEach(strata::addProperty);
    line.add("strata", strata);
    return line;
  }

  private static JsonArray frames(TrackScore track) {
    JsonArray all = new JsonArray();
    for (TrackScore.Frame f : track.frames()) {
      JsonObject frame = new JsonObject();
      frame.addProperty("after", f.after());
      frame.addProperty("seen", f.seen());
      put(frame, "dice", f.dice());
      put(frame, "copied", f.copied());
      put(frame, "objectScore", f.objectScore());
      all.add(frame);
    }
    return all;
  }

  private static void put(JsonObject line, String key, double value) {
    if (Double.isFinite(value)) {
      line.addProperty(key, value);
    }
  }
}
