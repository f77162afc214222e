// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.alias;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The segments that training wrappers put into keys, and which say nothing about the network. */
final class Wrappers {
  /** At the beginning, any number of them. */
  private static final Set<String> LEADING =
      Set.of("module", "model", "state_dict", "ema", "ema_model", "net", "network", "sam2");

  /** Anywhere: {@code torch.compile}, sharding and checkpointing wrap single blocks too. */
  private static final Set<String> ANYWHERE =
      Set.of("_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module");

  private Wrappers() {}

  /**
   * A key without wrappers.
   *
   * @param found takes each wrapper that was there
   */
  static String strip(String key, Set<String> found) {
    List<String> kept = new ArrayList<>();
    String[] segments = key.split("\\.", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      boolean leading = kept.isEmpty() && LEADING.contains(segments[i]);
      if (!last && (leading || ANYWHERE.contains(segments[i]))) {
        found.add(segments[i] + ".");
      } else {
        kept.add(segments[i]);
      }
    }
    return String.join(".", kept);
  }
}
