// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * Says that a case is done: it is written last, and only once. Immutable and thread-safe.
 *
 * @param key of the case: SHA-256 of its id, input, prompts, model and settings
 * @param id of the case
 * @param folder beside the marker in which the files lie
 * @param files of the result
 * @param seconds the case took
 * @param model whose answer it is, and what ran it
 */
public record Marker(
    String key, String id, String folder, List<StoredFile> files, double seconds, String model) {
  private static final String WHAT = "marker of a result";
  private static final int FORMAT = 1;
  private static final int MOST_FILES = 1_000_000;

  /** Copies the list. */
  public Marker {
    files = List.copyOf(files);
  }

  /** As JSON. */
  public String toJson() {
    JsonObject o = new JsonObject();
    o.addProperty("format", FORMAT);
    o.addProperty("key", key);
    o.addProperty("id", id);
    o.addProperty("folder", folder);
    JsonArray all = new JsonArray();
    files.forEach(f -> all.add(f.json()));
    o.add("files", all);
    o.addProperty("seconds", seconds);
    o.addProperty("model", model);
    return JsonText.of(o);
  }

  /**
   * Reads it.
   *
   * @throws io.github.medsam2.error.FormatException when it is anything else, naming the field
   */
  public static Marker ofJson(String text) {
    return JsonText.read(WHAT, text, Marker::read);
  }

  private static Marker read(JsonFields o) {
    if (o.whole("format") != FORMAT) {
      throw JsonFields.wrong("format", "version " + FORMAT);
    }
    List<StoredFile> files = new ArrayList<>();
    for (JsonElement e : o.array("files", 0, MOST_FILES)) {
      files.add(StoredFile.read(JsonFields.of("file", e)));
    }
    Marker marker =
        new Marker(
            o.text("key"),
            o.text("id"),
            o.text("folder"),
            files,
            o.number("seconds"),
            o.text("model"));
    o.end();
    return marker;
  }
}
