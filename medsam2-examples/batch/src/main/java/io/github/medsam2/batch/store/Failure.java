// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.store;

import com.google.gson.JsonObject;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.json.JsonText;

/**
 * Says that a case could not be done, and why. Immutable and thread-safe.
 *
 * @param key of the case
 * @param id of the case
 * @param family the kind of failure, such as {@code FormatException} or {@code ABSENT}
 * @param reason a sentence without a patient's data
 * @param attempts so far
 * @param quarantined whether it is not tried again unless asked for
 */
public record Failure(
    String key, String id, String family, String reason, int attempts, boolean quarantined) {
  private static final String WHAT = "note of a failure";

  /** As JSON. */
  public String toJson() {
    JsonObject o = new JsonObject();
    o.addProperty("key", key);
    o.addProperty("id", id);
    o.addProperty("family", family);
    o.addProperty("reason", reason);
    o.addProperty("attempts", attempts);
    o.addProperty("quarantined", quarantined);
    return JsonText.of(o);
  }

  /**
   * Reads it.
   *
   * @throws io.github.medsam2.error.FormatException when it is anything else, naming the field
   */
  public static Failure ofJson(String text) {
    return JsonText.read(WHAT, text, Failure::read);
  }

  private static Failure read(JsonFields o) {
    Failure failure =
        new Failure(
            o.text("key"),
            o.text("id"),
            o.text("family"),
            o.text("reason"),
            o.whole("attempts"),
            o.flag("quarantined"));
    o.end();
    return failure;
  }
}
