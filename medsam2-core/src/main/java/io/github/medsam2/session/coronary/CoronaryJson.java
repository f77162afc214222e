// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.coronary;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentReference;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Coronary descriptions as JSON. Thread-safe. */
public final class CoronaryJson {

  private CoronaryJson() {}

  /** A description as a JSON object; only coronary ones can be written. */
  public static JsonObject of(Description description) {
    if (!(description instanceof CoronaryPrompt words)) {
      throw new InvalidInputException(
          "journal file",
          "a coronary description",
          description.render(),
          "keep descriptions of other kinds elsewhere");
    }
    JsonObject o = new JsonObject();
    words.segment().ifPresent(s -> o.addProperty("segment", s.render()));
    words.artery().ifPresent(a -> o.addProperty("artery", a.name()));
    words
        .view()
        .ifPresent(
            v -> {
              JsonArray angles = new JsonArray();
              angles.add(v.primary());
              angles.add(v.secondary());
              o.add("view", angles);
              o.addProperty("approximate", v.approximate());
            });
    o.addProperty("text", words.text());
    return o;
  }

  /** Reads a description, all of its fields and no others. */
  public static CoronaryPrompt read(JsonFields o) {
    Optional<ViewAngle> view = Optional.empty();
    if (o.has("view")) {
      double[] v = o.numbers("view", 2, 2);
      view = Optional.of(new ViewAngle(v[0], v[1], o.flag("approximate")));
    }
    Optional<SegmentReference> segment = said(o, "segment", CoronaryPrompt::segment);
    Optional<Artery> artery = said(o, "artery", CoronaryPrompt::artery);
    CoronaryPrompt words = new CoronaryPrompt(segment, view, artery, o.text("text"));
    o.end();
    return words;
  }

  /** A part that stands alone in a field. */
  private static <T> Optional<T> said(
      JsonFields o, String key, Function<CoronaryPrompt, Optional<T>> part) {
    if (!o.has(key)) {
      return Optional.empty();
    }
    CoronaryPrompt read = CoronaryPrompt.parse(o.text(key));
    Optional<T> found = part.apply(read);
    long parts =
        Stream.of(read.segment(), read.view(), read.artery()).filter(Optional::isPresent).count();
    if (found.isEmpty() || parts > 1) {
      throw new InvalidInputException(key, "a " + key + " alone", "others", "correct the field");
    }
    return found;
  }
}
