// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tokens;

import io.github.medsam2.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Cuts a text into the numbers a text encoder reads, as CLIP and SAM 3 do: words, single digits and
 * runs of punctuation, each in pieces that are common together. Thread-safe.
 *
 * @param vocabulary which pieces there are
 */
public record Tokenizer(Vocabulary vocabulary) {
  /** Numbers in a whole sequence; what does not fit is cut off. */
  public static final int CONTEXT = 32;

  /** The longest text in characters: far more than fits, and quick to cut. */
  public static final int LONGEST = 1024;

  private static final String START = "<start_of_text>";
  private static final String END = "<end_of_text>";
  private static final Pattern PARTS =
      Pattern.compile(
          START + "|" + END + "|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /**
   * The sequence of a text: the mark of the start, its pieces, the mark of the end.
   *
   * @param text in any language, at most {@link #LONGEST} characters; may be empty
   * @return 2 to {@link #CONTEXT} numbers without padding; the last is always the mark of the end
   * @throws InvalidInputException for a longer text
   */
  public int[] encode(String text) {
    int[] all = whole(text);
    if (all.length <= CONTEXT) {
      return all;
    }
    int[] cut = Arrays.copyOf(all, CONTEXT);
    cut[CONTEXT - 1] = vocabulary.end();
    return cut;
  }

  /** How many numbers a text has before it is cut, marks included. */
  public int length(String text) {
    return whole(text).length;
  }

  /** A text as it is before it is cut into pieces. */
  public String cleaned(String text) {
    if (text.length() > LONGEST) {
      throw new InvalidInputException(
          "words of a prompt",
          "a short phrase, at most " + LONGEST + " characters",
          text.length() + " characters",
          "say it in fewer words: " + CONTEXT + " pieces are read");
    }
    return PlainWords.of(text);
  }

  private int[] whole(String text) {
    IntStream.Builder out = IntStream.builder().add(vocabulary.start());
    Matcher part = PARTS.matcher(cleaned(text));
    while (part.find()) {
      switch (part.group()) {
        case START -> out.add(vocabulary.start());
        case END -> out.add(vocabulary.end());
        default -> Arrays.stream(pieces(part.group())).forEach(out::add);
      }
    }
    return out.add(vocabulary.end()).build().toArray();
  }

  /** The earliest merge everywhere, from left to right, until there is none. */
  private int[] pieces(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      symbols[i] = vocabulary.symbol(bytes[i], i + 1 == bytes.length);
    }
    int count = bytes.length;
    for (int next = earliest(symbols, count); next < Integer.MAX_VALUE; ) {
      count = merge(symbols, count, next);
      next = earliest(symbols, count);
    }
    return Arrays.copyOf(symbols, count);
  }

  private int earliest(int[] symbols, int count) {
    int best = Integer.MAX_VALUE;
    for (int i = 0; i + 1 < count; i++) {
      best = Math.min(best, vocabulary.merged(symbols[i], symbols[i + 1]));
    }
    return best;
  }

  private int merge(int[] symbols, int count, int merged) {
    int to = 0;
    for (int i = 0; i < count; i++) {
      boolean pair = i + 1 < count && vocabulary.merged(symbols[i], symbols[i + 1]) == merged;
      symbols[to++] = pair ? merged : symbols[i];
      i += pair ? 1 : 0;
    }
    return to;
  }
}
