// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hub;

import com.google.gson.JsonObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.json.JsonText;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What is to be known of weights before they are used.
 *
 * @param name in the store: lower-case letters, digits, dots, hyphens, underscores; at most 64
 * @param network such as {@code sam2.1-tiny}
 * @param licence by its name
 * @param origin where the file was got, in a user's words
 * @param use what it may be used for, in a user's words
 * @param file its name in the store
 * @param bytes its length
 * @param sha256 of its bytes, 64 hexadecimal digits
 */
public record ModelCard(
    String name,
    String network,
    String licence,
    String origin,
    String use,
    String file,
    long bytes,
    String sha256) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern FILE = Pattern.compile("weights\\.(pt|safetensors)");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final String WHAT = "model card";
  private static final int LONGEST = 1 << 20;
  private static final long MOST_BYTES = 1L << 50;

  /** Checks name, file and hash: they become paths. */
  public ModelCard {
    requireName(name);
    if (!FILE.matcher(file).matches() || !HASH.matcher(sha256).matches()) {
      throw new InvalidInputException(
          WHAT,
          "weights.pt or weights.safetensors, and 64 hexadecimal digits",
          "others",
          "add the file to the store again");
    }
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          "name of a model",
          "1 to 64 lower-case letters, digits, dots, hyphens and underscores, a letter or digit"
              + " first",
          "another",
          "choose such a name");
    }
  }

  void write(Path to) {
    JsonObject o = new JsonObject();
    o.addProperty("name", name);
    o.addProperty("network", network);
    o.addProperty("licence", licence);
    o.addProperty("origin", origin);
    o.addProperty("use", use);
    o.addProperty("file", file);
    o.addProperty("bytes", bytes);
    o.addProperty("sha256", sha256);
    JsonText.write(to, WHAT, JsonText.of(o));
  }

  static ModelCard read(Path from) {
    return JsonText.read(WHAT, JsonText.readFile(from, WHAT, LONGEST), ModelCard::read);
  }

  private static ModelCard read(JsonFields o) {
    double bytes = o.number("bytes");
    if (bytes < 0 || bytes > MOST_BYTES || bytes != Math.rint(bytes)) {
      throw JsonFields.wrong("bytes", "a whole number of 0 or more");
    }
    ModelCard card =
        new ModelCard(
            o.text("name"),
            o.text("network"),
            o.text("licence"),
            o.text("origin"),
            o.text("use"),
            o.text("file"),
            (long) bytes,
            o.text("sha256"));
    o.end();
    return card;
  }
}
