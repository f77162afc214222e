// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a run went, as a picture: a panel for every number of its log, over the updates. What is
 * logged of every update is drawn as means of neighbours, evaluations as they are. A run may be
 * looked at while it trains. Thread-safe.
 */
public final class LearningCurves {
  private static final Set<String> NO_CURVES = Set.of("update", "moved");
  private static final String JUDGED = "validation ";

  private final Map<String, List<Point>> curves = new LinkedHashMap<>();

  /** A number after an update. */
  record Point(double update, double value) {}

  private LearningCurves() {}

  /**
   * Draws a run as SVG.
   *
   * @param run folder of the run
   * @param svg file to write
   */
  public static void write(Path run, Path svg) {
    LearningCurves all = new LearningCurves();
    try {
      Files.readAllLines(run.resolve("log.jsonl")).forEach(all::add);
    } catch (IOException e) {
      throw new MedSam2Exception(
          "log of a training run",
          "a readable log.jsonl",
          e.getClass().getSimpleName(),
          "give the folder of a run that has begun",
          e);
    }
    byte[] text = CurveSheet.of(all.curves).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(svg, "learning curves", out -> out.write(text));
  }

  private void add(String line) {
    JsonObject json = parsed(line);
    // Evaluations are lines of their own, without the parts of a loss or seconds.
    String prefix = json.has("seconds") ? "" : JUDGED;
    for (Map.Entry<String, JsonElement> e : json.entrySet()) {
      if (!NO_CURVES.contains(e.getKey())) {
        curves
            .computeIfAbsent(prefix + e.getKey(), k -> new ArrayList<>())
            .add(new Point(json.get("update").getAsDouble(), e.getValue().getAsDouble()));
      }
    }
  }

  /** A line that is being written may be cut off: it says nothing yet. */
  private static JsonObject parsed(String line) {
    try {
      return JsonParser.parseString(line).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException cutOff) {
      return new JsonObject();
    }
  }
}
