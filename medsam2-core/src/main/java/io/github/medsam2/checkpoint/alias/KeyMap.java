// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.alias;

import io.github.medsam2.error.CheckpointException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the original's names of tensors to the keys of a file. */
public final class KeyMap {
  private final Map<String, Origin> origins;
  private final String description;

  /**
   * Where an original tensor comes from.
   *
   * @param key the key in the file
   * @param part which of the equal parts along the first axis, from 0
   * @param parts how many there are, 1 for the whole tensor
   */
  public record Origin(String key, int part, int parts) {}

  private KeyMap(Map<String, Origin> origins, String description) {
    this.origins = Collections.unmodifiableMap(origins);
    this.description = description;
  }

  /**
   * Reads the layout off the keys of a file.
   *
   * @param source the file, for messages
   * @throws CheckpointException when two keys stand for the same tensor
   */
  public static KeyMap of(String source, Set<String> keys) {
    Set<String> wrappers = new LinkedHashSet<>();
    Map<String, String> bare = new LinkedHashMap<>();
    for (String key : keys) {
      String stripped = Wrappers.strip(key, wrappers);
      refuseTwo(source, stripped, bare.put(stripped, key), key);
    }
    KeyLayout layout = KeyLayout.of(bare.keySet());
    Map<String, Origin> origins = new LinkedHashMap<>();
    bare.forEach(
        (stripped, key) -> {
          List<String> names = layout.toOriginal(stripped, bare.keySet());
          for (int i = 0; i < names.size(); i++) {
            Origin other = origins.put(names.get(i), new Origin(key, i, names.size()));
            refuseTwo(source, names.get(i), other == null ? null : other.key(), key);
          }
        });
    String prefixes = wrappers.isEmpty() ? "" : ", without " + String.join(" ", wrappers);
    return new KeyMap(origins, layout.title() + " names" + prefixes);
  }

  private static void refuseTwo(String source, String name, @Nullable String one, String two) {
    if (one != null) {
      throw new CheckpointException(
          source,
          "one tensor for " + name,
          one + " and " + two,
          "save one set of weights alone, for example those under model or ema");
    }
  }

  /** By original name, in the order of the file. */
  public Map<String, Origin> origins() {
    return origins;
  }

  /** What was found, for people: for example {@code original names, without module.}. */
  public String description() {
    return description;
  }
}
