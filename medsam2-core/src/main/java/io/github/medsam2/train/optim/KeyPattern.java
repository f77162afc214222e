// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import io.github.medsam2.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * Keys of a checkpoint by a pattern of the whole key: {@code *} is any text, {@code ?} any one
 * character, {@code |} parts alternatives, all else itself. Immutable and thread-safe.
 *
 * <pre>{@code
 * new KeyPattern("image_encoder.trunk.blocks.?.attn.*")
 * }</pre>
 *
 * @param text not blank
 */
public record KeyPattern(String text) {

  /** Checks that there is a pattern. */
  public KeyPattern {
    if (text.isBlank()) {
      throw new InvalidInputException("pattern of keys", "a text", "none", "give a pattern");
    }
  }

  /** Whether it is the pattern of a key. */
  public boolean matches(String key) {
    StringBuilder regex = new StringBuilder();
    text.chars().forEach(c -> regex.append(part((char) c)));
    return key.matches(regex.toString());
  }

  private static String part(char c) {
    return switch (c) {
      case '*' -> ".*";
      case '|' -> "|";
      case '?' -> ".";
      default -> Pattern.quote(String.valueOf(c));
    };
  }
}
