// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.session.json.Budget;
import io.github.medsam2.session.json.PromptJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One answer on the way to a mask. Each but the first refines the one before it.
 *
 * @param prompts what was asked; empty where an answer was refined without more
 * @param answer which of the decoder's masks was taken
 * @param cleanups what was mended of it, in this order
 */
public record ReceiptStep(Optional<Prompts> prompts, Answer answer, List<MaskCleanup> cleanups) {
  private static final int MOST_CLEANUPS = 100;

  /** Which of the decoder's masks. */
  public enum Answer {
    /** The best, as {@code predict()} chooses it. */
    BEST,
    /** The decoder's single answer. */
    SINGLE,
    /** The reading of the highest predicted IoU. */
    FIRST_READING,
    /** The next reading. */
    SECOND_READING,
    /** The last reading. */
    THIRD_READING
  }

  /** Copies the list. */
  public ReceiptStep {
    cleanups = List.copyOf(cleanups);
  }

  JsonObject json() {
    JsonObject o = new JsonObject();
    prompts.ifPresent(p -> o.add("prompts", PromptJson.of(p)));
    o.addProperty("answer", answer.name());
    JsonArray all = new JsonArray();
    cleanups.forEach(c -> all.add(json(c)));
    o.add("cleanups", all);
    return o;
  }

  private static JsonObject json(MaskCleanup cleanup) {
    JsonObject o = new JsonObject();
    o.addProperty("maxHoleArea", cleanup.maxHoleArea());
    o.addProperty("maxIslandArea", cleanup.maxIslandArea());
    o.addProperty("largestOnly", cleanup.largestOnly());
    return o;
  }

  static ReceiptStep read(JsonFields o, Budget budget) {
    Optional<Prompts> prompts =
        o.has("prompts") ? Optional.of(PromptJson.prompts(o, budget)) : Optional.empty();
    Answer answer = o.name("answer", Answer.class);
    List<MaskCleanup> cleanups = new ArrayList<>();
    for (JsonElement e : o.array("cleanups", 0, MOST_CLEANUPS)) {
      JsonFields c = JsonFields.of("cleanup", e);
      cleanups.add(
          new MaskCleanup(c.whole("maxHoleArea"), c.whole("maxIslandArea"), c.flag("largestOnly")));
      c.end();
    }
    o.end();
    return new ReceiptStep(prompts, answer, cleanups);
  }
}
