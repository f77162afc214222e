// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which keys learn. The rest is frozen and costs no gradient. Tables that no network learns, such
 * as the random Fourier matrix, are never among them. Immutable and thread-safe.
 *
 * @param learning patterns of keys that learn
 * @param frozen patterns of keys that do not, although they match one of those
 */
public record KeySelection(List<KeyPattern> learning, List<KeyPattern> frozen) {
  private static final List<KeyPattern> TABLES =
      patterns(
          "sam_prompt_encoder.pe_layer.positional_encoding_gaussian_matrix",
          "reading_heads.class_counts",
          "reading_heads.interval_factor");

  /** Copies the lists. */
  public KeySelection {
    learning = List.copyOf(learning);
    frozen = List.copyOf(frozen);
  }

  private static List<KeyPattern> patterns(String... patterns) {
    return Arrays.stream(patterns).map(KeyPattern::new).toList();
  }

  /** Everything learns. */
  public static KeySelection all() {
    return only("*");
  }

  /** Prompt encoder and mask decoder: a tenth of a small network. */
  public static KeySelection decoder() {
    return only("sam_mask_decoder.*", "sam_prompt_encoder.*");
  }

  /** All but the image encoder, and SAM 3's detector. */
  public static KeySelection decoderAndMemory() {
    return all().without("image_encoder.*|detector.*");
  }

  /** The keys of these patterns. */
  public static KeySelection only(String... patterns) {
    return new KeySelection(patterns(patterns), List.of());
  }

  /** These keys less those of more patterns. */
  public KeySelection without(String... patterns) {
    return new KeySelection(
        learning, Stream.concat(frozen.stream(), patterns(patterns).stream()).toList());
  }

  /**
   * The keys of some weights that learn, in their order.
   *
   * @throws InvalidInputException when a pattern is of no key, or no key is left
   */
  public Set<String> of(Weights weights) {
    Stream.concat(learning.stream(), frozen.stream()).forEach(p -> requireUsed(p, weights));
    Set<String> keys = new LinkedHashSet<>(weights.keys());
    keys.removeIf(key -> !any(learning, key) || any(frozen, key) || any(TABLES, key));
    if (keys.isEmpty()) {
      throw new InvalidInputException(
          "keys to train of " + weights.source(), "at least one", "none", "freeze less");
    }
    return keys;
  }

  private static boolean any(List<KeyPattern> patterns, String key) {
    return patterns.stream().anyMatch(p -> p.matches(key));
  }

  private static void requireUsed(KeyPattern pattern, Weights weights) {
    if (weights.keys().stream().noneMatch(pattern::matches)) {
      throw new InvalidInputException(
          "pattern " + pattern.text(),
          "a pattern of some key of " + weights.source(),
          "none of its " + weights.keys().size() + " keys",
          "correct the pattern");
    }
  }
}
