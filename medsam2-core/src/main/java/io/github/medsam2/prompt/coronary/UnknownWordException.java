// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import io.github.medsam2.error.FormatException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A word of a text prompt that nothing here knows. The message says which word it is, where it
 * stands and what known word is close to it; it does not quote the word, because free text may name
 * a patient.
 */
public final class UnknownWordException extends FormatException {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final int length;
  private final @Nullable String close;

  /**
   * @param position index of the word's first character in the composed text
   * @param length the word's characters
   * @param expected what may be written
   * @param close the known word it is close to
   * @param fix what the caller can do
   */
  public UnknownWordException(
      int position, int length, String expected, Optional<String> close, String fix) {
    super("text prompt", expected, found(position, length, close), fix);
    this.position = position;
    this.length = length;
    this.close = close.orElse(null);
  }

  private static String found(int position, int length, Optional<String> close) {
    return "an unknown word at position "
        + position
        + (length == 1 ? " of 1 letter" : " of " + length + " letters")
        + close.map(word -> ", close to '" + word + "'").orElse("");
  }

  /** Index of the word's first character in the text, composed as in Unicode's form NFC. */
  public int position() {
    return position;
  }

  /** How many characters the word has. */
  public int length() {
    return length;
  }

  /** A known word it is close to. */
  public Optional<String> close() {
    return Optional.ofNullable(close);
  }
}
