// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two models on the frozen cases, in one process by the same prompts.
 *
 * @param model the new one
 * @param against the one in use
 * @param scores of every frozen case a reader accepted a mask of
 */
public record FrozenReport(String model, String against, List<Score> scores) {

  /**
   * Of a case.
   *
   * @param before Dice of the one in use by an exact box
   * @param after Dice of the new one
   * @param clicksBefore clicks the one in use needs for an IoU of 0.85, 20 where it fails; -1 where
   *     they were not counted
   * @param clicksAfter the same of the new one
   */
  public record Score(
      String id,
      String group,
      String stratum,
      double before,
      double after,
      double clicksBefore,
      double clicksAfter) {}

  /** Copies the list. */
  public FrozenReport {
    scores = List.copyOf(scores);
  }

  /** A mean over the cases, such as of {@code Score::clicksAfter}. */
  public double mean(ToDoubleFunction<Score> number) {
    return scores.stream().mapToDouble(number).average().orElse(Double.NaN);
  }

  byte[] bytes() {
    JsonObject o = new JsonObject();
    o.addProperty("model", model);
    o.addProperty("against", against);
    JsonArray all = new JsonArray();
    for (Score s : scores) {
      JsonObject one = new JsonObject();
      one.addProperty("case", s.id());
      one.addProperty("group", s.group());
      one.addProperty("stratum", s.stratum());
      one.addProperty("before", s.before());
      one.addProperty("after", s.after());
      one.addProperty("clicksBefore", s.clicksBefore());
      one.addProperty("clicksAfter", s.clicksAfter());
      all.add(one);
    }
    o.add("scores", all);
    return (o + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static FrozenReport of(byte[] bytes) {
    try {
      JsonElement text = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
      JsonFields f = JsonFields.of("report", text);
      List<Score> scores = new ArrayList<>();
      for (JsonElement e : f.array("scores", 1, Integer.MAX_VALUE)) {
        scores.add(score(JsonFields.of("score", e)));
      }
      return new FrozenReport(f.text("model"), f.text("against"), scores);
    } catch (JsonParseException | MedSam2Exception e) {
      throw new FormatException(
          "report of a project", "one of this library", "another", "take a whole copy", e);
    }
  }

  private static Score score(JsonFields f) {
    return new Score(
        f.text("case"),
        f.text("group"),
        f.text("stratum"),
        f.number("before"),
        f.number("after"),
        f.number("clicksBefore"),
        f.number("clicksAfter"));
  }
}
