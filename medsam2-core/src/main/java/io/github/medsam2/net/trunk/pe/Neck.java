// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk.pe;

/** The two necks on the one trunk. */
enum Neck {
  /** The tracker's: points, boxes, masks, memories. */
  PROMPTS("sam2_convs"),
  /** The detector's: words and example boxes. */
  CONCEPTS("convs");

  private final String module;

  Neck(String module) {
    this.module = module;
  }

  String key() {
    return Pe.BACKBONE + "." + module;
  }
}
