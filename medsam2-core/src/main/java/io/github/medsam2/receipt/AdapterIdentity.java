// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import com.google.gson.JsonObject;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.json.JsonFields;

/**
 * Which adapter lay over the weights, and how much of it.
 *
 * @param name for people; two of one name may differ
 * @param weight 1 for all of it
 * @param numbers its {@linkplain io.github.medsam2.adapter.Adapter#fingerprint fingerprint}, 64
 *     hexadecimal digits
 */
public record AdapterIdentity(String name, double weight, String numbers) {

  /** Checks the fingerprint. */
  public AdapterIdentity {
    Hex.require("adapter's numbers", numbers);
  }

  /** That of an adapter in use. */
  static AdapterIdentity of(AdapterStack.Term term) {
    return new AdapterIdentity(term.adapter().name(), term.weight(), term.adapter().fingerprint());
  }

  /** Whether the other one changes weights alike, whatever its name. */
  boolean actsAs(AdapterIdentity other) {
    return weight == other.weight && numbers.equals(other.numbers);
  }

  JsonObject json() {
    JsonObject o = new JsonObject();
    o.addProperty("name", name);
    o.addProperty("weight", weight);
    o.addProperty("numbers", numbers);
    return o;
  }

  static AdapterIdentity read(JsonFields o) {
    AdapterIdentity read =
        new AdapterIdentity(o.text("name"), o.number("weight"), o.text("numbers"));
    o.end();
    return read;
  }
}
