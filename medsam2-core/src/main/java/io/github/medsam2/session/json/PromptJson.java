// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.session.coronary.CoronaryJson;
import java.util.ArrayList;
import java.util.List;

/** Prompts as a list of JSON objects, in the order given. Thread-safe. */
public final class PromptJson {
  private static final int MOST = 1000;

  private PromptJson() {}

  /** At most 1000 prompts as a list. */
  public static JsonArray of(Prompts prompts) {
    if (prompts.all().size() > MOST) {
      throw new InvalidInputException(
          "prompts to be written",
          "at most " + MOST + " of one object",
          prompts.all().size() + "",
          "give a mask instead of so many points");
    }
    JsonArray all = new JsonArray();
    prompts.all().forEach(p -> all.add(of(p)));
    return all;
  }

  private static JsonObject of(Prompt prompt) {
    JsonObject o = new JsonObject();
    if (prompt instanceof PointPrompt p) {
      o.add("point", numbers(p.x(), p.y()));
      o.addProperty("label", p.positive() ? 1 : 0);
    } else if (prompt instanceof BoxPrompt b) {
      o.add("box", numbers(b.x0(), b.y0(), b.x1(), b.y1()));
    } else if (prompt instanceof MaskPrompt m) {
      o.add("mask", of(m.mask()));
    } else if (prompt instanceof Description d) {
      o.add("words", CoronaryJson.of(d));
    }
    return o;
  }

  private static JsonArray numbers(double... values) {
    JsonArray a = new JsonArray();
    for (double v : values) {
      a.add(v);
    }
    return a;
  }

  /** A mask: its size, rows first, and its compressed run lengths. */
  public static JsonObject of(Mask mask) {
    JsonArray size = new JsonArray();
    size.add(mask.height());
    size.add(mask.width());
    JsonObject o = new JsonObject();
    o.add("size", size);
    o.addProperty("counts", CocoRle.of(mask).compressed());
    return o;
  }

  /**
   * The prompts in the field {@code prompts}.
   *
   * @param budget what the masks take is taken from it
   */
  public static Prompts prompts(JsonFields event, Budget budget) {
    List<Prompt> all = new ArrayList<>();
    for (JsonElement e : event.array("prompts", 1, MOST)) {
      JsonFields o = JsonFields.of("prompt", e);
      all.add(prompt(o, budget));
      o.end();
    }
    return Prompts.of(all.get(0), all.subList(1, all.size()).toArray(Prompt[]::new));
  }

  private static Prompt prompt(JsonFields o, Budget budget) {
    if (o.has("point")) {
      double[] at = o.numbers("point", 2, 2);
      return new PointPrompt(at[0], at[1], positive(o.whole("label")));
    }
    if (o.has("box")) {
      double[] b = o.numbers("box", 4, 4);
      return new BoxPrompt(b[0], b[1], b[2], b[3]);
    }
    if (o.has("words")) {
      return CoronaryJson.read(o.fields("words"));
    }
    return new MaskPrompt(mask(o.fields("mask"), budget));
  }

  private static boolean positive(int label) {
    if (label != 0 && label != 1) {
      throw new InvalidInputException("label", "0 or 1", label + "", "correct the field");
    }
    return label == 1;
  }

  /**
   * A mask.
   *
   * @param budget what it takes is taken from it
   */
  public static Mask mask(JsonFields o, Budget budget) {
    int[] size = o.wholes("size", 2);
    String counts = o.text("counts");
    o.end();
    budget.take(Math.max(1, size[0]) * (long) Math.max(1, size[1]));
    return CocoRle.ofCompressed(size[1], size[0], counts).toMask();
  }
}
