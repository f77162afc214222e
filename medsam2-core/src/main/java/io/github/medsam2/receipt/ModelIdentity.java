// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which model, by its numbers and not by its file: a {@code .pt} and its copy as safetensors are
 * one. Immutable.
 *
 * @param network such as {@code sam2.1-tiny}
 * @param weights SHA-256 of the weights before adapters, 64 hexadecimal digits
 * @param imageSize side of the square input in pixels
 * @param attention what was said of the trunk that no checkpoint tells; {@code usual} for nothing
 * @param adapters over the weights, in their order
 */
public record ModelIdentity(
    String network,
    String weights,
    int imageSize,
    String attention,
    List<AdapterIdentity> adapters) {
  private static final int MOST_ADAPTERS = 100;
  private static final String WHAT = "model of a receipt";

  /** Checks the fingerprint and copies the list. */
  public ModelIdentity {
    Hex.require("model's weights", weights);
    adapters = List.copyOf(adapters);
  }

  /** That of a model in use. */
  public static ModelIdentity of(
      String network, String weights, int imageSize, String attention, AdapterStack adapters) {
    List<AdapterIdentity> all = adapters.terms().stream().map(AdapterIdentity::of).toList();
    return new ModelIdentity(network, weights, imageSize, attention, all);
  }

  /** Why answers of the other one need not be this one's; empty when they should be. */
  public Optional<String> differenceTo(ModelIdentity other) {
    if (!weights.equals(other.weights)) {
      return told("weights", shortly(weights), shortly(other.weights));
    }
    if (imageSize != other.imageSize) {
      return told("input size", imageSize + "", other.imageSize + "");
    }
    if (!attention.equals(other.attention)) {
      return told("attention", attention, other.attention);
    }
    boolean same = adapters.size() == other.adapters.size();
    for (int i = 0; same && i < adapters.size(); i++) {
      same = adapters.get(i).actsAs(other.adapters.get(i));
    }
    return same ? Optional.empty() : told("adapters", names(), other.names());
  }

  private static Optional<String> told(String what, String here, String there) {
    return Optional.of("other " + what + ": " + here + " and " + there);
  }

  private static String shortly(String hash) {
    return hash.substring(0, 12);
  }

  private String names() {
    List<String> all = new ArrayList<>();
    adapters.forEach(a -> all.add(a.weight() + " x " + a.name() + " " + shortly(a.numbers())));
    return all.toString();
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
  public static ModelIdentity ofJson(String text) {
    return JsonText.read(WHAT, text, ModelIdentity::read);
  }

  JsonObject json() {
    JsonObject o = new JsonObject();
    o.addProperty("network", network);
    o.addProperty("weights", weights);
    o.addProperty("imageSize", imageSize);
    o.addProperty("attention", attention);
    JsonArray all = new JsonArray();
    adapters.forEach(a -> all.add(a.json()));
    o.add("adapters", all);
    return o;
  }

  static ModelIdentity read(JsonFields o) {
    List<AdapterIdentity> adapters = new ArrayList<>();
    for (JsonElement e : o.array("adapters", 0, MOST_ADAPTERS)) {
      adapters.add(AdapterIdentity.read(JsonFields.of("adapter", e)));
    }
    ModelIdentity read =
        new ModelIdentity(
            o.text("network"),
            o.text("weights"),
            o.whole("imageSize"),
            o.text("attention"),
            adapters);
    o.end();
    return read;
  }
}
