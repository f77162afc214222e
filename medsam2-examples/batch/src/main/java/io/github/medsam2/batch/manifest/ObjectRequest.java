// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.manifest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.error.InvalidInputException;
import java.util.OptionalInt;

/**
 * An object of a case. Immutable and thread-safe.
 *
 * @param name of the object, 1 to 64 characters
 * @param frame from 0, on which it is shown; none for the middle one, or where a mask is largest
 * @param shown what shows it
 */
public record ObjectRequest(String name, OptionalInt frame, ShownBy shown) {
  private static final int LONGEST_NAME = 64;

  /** Checks the name and the frame. */
  public ObjectRequest {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new InvalidInputException(
          "name of an object",
          "1 to " + LONGEST_NAME + " characters",
          name.length() + "",
          "name it");
    }
    if (frame.isPresent() && frame.getAsInt() < 0) {
      throw new InvalidInputException(
          "frame", "1 or more", (frame.getAsInt() + 1L) + "", "frames count from 1");
    }
  }

  /** All of it in one form, for hashing: equal requests give equal texts. */
  public JsonArray canonical() {
    JsonArray all = new JsonArray();
    all.add(name);
    frame.ifPresentOrElse(all::add, () -> all.add("middle"));
    JsonObject how = shown.json();
    all.add(how);
    return all;
  }
}
