// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import com.google.gson.JsonObject;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.image.Image;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.json.JsonText;
import java.util.Optional;

/**
 * Which image was shown, by a hash of its samples, and how it was made ready. The hash tells
 * nothing of the picture, but whoever has the picture can recognise it. Immutable.
 *
 * @param width columns
 * @param height rows
 * @param samples channels and type, such as {@code 1 x UINT8}
 * @param sha256 of the samples, 64 hexadecimal digits
 * @param intensity the rule that brought them to 8 bits
 * @param encodedOn the engine that ran the image encoder
 */
public record InputIdentity(
    int width, int height, String samples, String sha256, String intensity, String encodedOn) {
  private static final String WHAT = "image of a receipt";

  /** Checks the hash. */
  public InputIdentity {
    Hex.require("image's samples", sha256);
  }

  /** That of an image; reads all of its samples. */
  public static InputIdentity of(Image image, String intensity, String engine) {
    return new InputIdentity(
        image.width(),
        image.height(),
        image.channels() + " x " + image.type(),
        Sha256.begin().and(image.pixels()).hex(),
        intensity,
        engine);
  }

  /** Why the other one is not the same picture made ready alike; empty when it is. */
  public Optional<String> differenceTo(InputIdentity other) {
    String here = size();
    String there = other.size();
    if (!here.equals(there)) {
      return Optional.of("another image: " + here + " and " + there);
    }
    if (!sha256.equals(other.sha256)) {
      return Optional.of("another image of the same size, " + here);
    }
    return intensity.equals(other.intensity)
        ? Optional.empty()
        : Optional.of("another intensity rule: " + intensity + " and " + other.intensity);
  }

  private String size() {
    return width + "x" + height + ", " + samples;
  }

  /** As a JSON object. */
  public String toJson() {
    return json().toString();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws io.github.medsam2.error.FormatException when it is anything else
   */
  public static InputIdentity ofJson(String text) {
    return JsonText.read(WHAT, text, InputIdentity::read);
  }

  JsonObject json() {
    JsonObject o = new JsonObject();
    o.addProperty("width", width);
    o.addProperty("height", height);
    o.addProperty("samples", samples);
    o.addProperty("sha256", sha256);
    o.addProperty("intensity", intensity);
    o.addProperty("encodedOn", encodedOn);
    return o;
  }

  static InputIdentity read(JsonFields o) {
    InputIdentity read =
        new InputIdentity(
            o.whole("width"),
            o.whole("height"),
            o.text("samples"),
            o.text("sha256"),
            o.text("intensity"),
            o.text("encodedOn"));
    o.end();
    return read;
  }
}
