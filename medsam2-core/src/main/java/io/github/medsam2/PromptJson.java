// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.JsonLines.Budget;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.Artery;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.SegmentReference;
import io.github.medsam2.prompt.TextPrompt;
import io.github.medsam2.prompt.ViewAngle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Prompts as a list of JSON objects, in the order given. */
final class PromptJson {
  private static final int MOST = 1000;

  private PromptJson() {}

  static JsonArray of(Prompts prompts) {
    if (prompts.all().size() > MOST) {
      throw new InvalidInputException(
          "journal file",
          "at most " + MOST + " prompts in one event",
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
    } else if (prompt instanceof TextPrompt t) {
      o.add("words", of(t));
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

  private static JsonObject of(Mask mask) {
    JsonArray size = new JsonArray();
    size.add(mask.height());
    size.add(mask.width());
    JsonObject o = new JsonObject();
    o.add("size", size);
    o.addProperty("counts", CocoRle.of(mask).compressed());
    return o;
  }

  private static JsonObject of(TextPrompt text) {
    JsonObject o = new JsonObject();
    text.segment().ifPresent(s -> o.addProperty("segment", s.render()));
    text.artery().ifPresent(a -> o.addProperty("artery", a.name()));
    text.view()
        .ifPresent(
            v -> {
              o.add("view", numbers(v.primary(), v.secondary()));
              o.addProperty("approximate", v.approximate());
            });
    o.addProperty("text", text.text());
    return o;
  }

  static Prompts prompts(JsonFields event, Budget budget) {
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
      return words(o.fields("words"));
    }
    return new MaskPrompt(mask(o.fields("mask"), budget));
  }

  private static TextPrompt words(JsonFields o) {
    Optional<ViewAngle> view = Optional.empty();
    if (o.has("view")) {
      double[] v = o.numbers("view", 2, 2);
      view = Optional.of(new ViewAngle(v[0], v[1], o.flag("approximate")));
    }
    Optional<SegmentReference> segment = said(o, "segment", TextPrompt::segment);
    Optional<Artery> artery = said(o, "artery", TextPrompt::artery);
    TextPrompt text = new TextPrompt(segment, view, artery, o.text("text"));
    o.end();
    return text;
  }

  /** A part that stands alone in a field. */
  private static <T> Optional<T> said(
      JsonFields o, String key, Function<TextPrompt, Optional<T>> part) {
    if (!o.has(key)) {
      return Optional.empty();
    }
    TextPrompt read = TextPrompt.parse(o.text(key));
    Optional<T> found = part.apply(read);
    long parts =
        Stream.of(read.segment(), read.view(), read.artery()).filter(Optional::isPresent).count();
    if (found.isEmpty() || parts > 1) {
      throw new InvalidInputException(key, "a " + key + " alone", "others", "correct the field");
    }
    return found;
  }

  private static boolean positive(int label) {
    if (label != 0 && label != 1) {
      throw new InvalidInputException("label", "0 or 1", label + "", "correct the field");
    }
    return label == 1;
  }

  private static Mask mask(JsonFields o, Budget budget) {
    int[] size = o.wholes("size", 2);
    String counts = o.text("counts");
    o.end();
    budget.take(Math.max(1, size[0]) * (long) Math.max(1, size[1]));
    return CocoRle.ofCompressed(size[1], size[0], counts).toMask();
  }
}
