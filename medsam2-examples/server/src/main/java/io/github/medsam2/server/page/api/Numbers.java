// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.api;

import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.Refusal;

/** Whole numbers of addresses and bodies. */
final class Numbers {
  private Numbers() {}

  /** A number of digits. */
  static int of(String what, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw Refusal.wrong(what, "a whole number of 0 or more", "other text");
    }
    return Integer.parseInt(text);
  }

  static int of(Json body, String key) {
    double value = body.number(key).orElseThrow(() -> Refusal.wrong(key, "a whole number", "none"));
    return whole(key, value);
  }

  static int of(Json body, String key, int otherwise) {
    return whole(key, body.number(key).orElse((double) otherwise));
  }

  private static int whole(String key, double value) {
    if (value != Math.rint(value) || value < 0 || value > Integer.MAX_VALUE) {
      throw Refusal.wrong(key, "a whole number of 0 or more", value + "");
    }
    return (int) value;
  }
}
