// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tokens;

import io.github.medsam2.error.FormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Symbols and their numbers: 256 bytes, the same at the end of a word, what pairs of symbols merge
 * to in the order of the merges, and two marks around a text. Immutable, thread-safe.
 */
public final class Vocabulary {
  private static final int BYTES = 256;
  private static final String END_OF_WORD = "</w>";

  private final int[] byteSymbols = new int[BYTES];
  private final Map<Long, Integer> merges = new HashMap<>();

  private final int size;

  private Vocabulary(int merged) {
    size = 2 * BYTES + merged + 2;
  }

  /**
   * A vocabulary of merges.
   *
   * @param where for messages
   * @param lines two symbols with a blank between, the first merged first
   * @throws FormatException naming a line that merges what is not there
   */
  static Vocabulary of(String where, List<String> lines) {
    Vocabulary made = new Vocabulary(lines.size());
    Map<String, Integer> numbers = made.bytes();
    for (int i = 0; i < lines.size(); i++) {
      String[] pair = lines.get(i).split(" ", -1);
      Integer left = numbers.get(pair[0]);
      Integer right = pair.length == 2 ? numbers.get(pair[1]) : null;
      if (left == null || right == null) {
        throw new FormatException(
            where + ", merge " + (i + 1),
            "two symbols that are there already",
            pair.length + " of which not all are",
            "give the merges.txt of CLIP as it is");
      }
      made.merges.putIfAbsent(key(left, right), 2 * BYTES + i);
      numbers.putIfAbsent(pair[0] + pair[1], 2 * BYTES + i);
    }
    return made;
  }

  /** The vocabulary of CLIP and of SAM 3, which travels with the library; read once. */
  public static Vocabulary clip() {
    return MergeFiles.Shipped.CLIP;
  }

  /**
   * Numbers the bytes: those that print stand for themselves and come first, the others take the
   * characters from 256 on.
   */
  private Map<String, Integer> bytes() {
    List<Integer> order = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int b = 0; b < BYTES; b++) {
      boolean prints = (b >= 33 && b <= 126) || (b >= 161 && b != 173);
      (prints ? order : others).add(b);
    }
    int printed = order.size();
    order.addAll(others);
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < BYTES; i++) {
      byteSymbols[order.get(i)] = i;
      String symbol = Character.toString(i < printed ? order.get(i) : BYTES + i - printed);
      numbers.put(symbol, i);
      numbers.put(symbol + END_OF_WORD, BYTES + i);
    }
    return numbers;
  }

  private static Long key(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  /** The number of a byte, at the end of a word or within it. */
  int symbol(byte b, boolean last) {
    return byteSymbols[b & 0xff] + (last ? BYTES : 0);
  }

  /** What two symbols merge to, earlier merges lower; the largest number if they do not. */
  int merged(int left, int right) {
    return merges.getOrDefault(key(left, right), Integer.MAX_VALUE);
  }

  /** How many symbols there are, the two marks included: 49408 of CLIP. */
  public int size() {
    return size;
  }

  /** The mark before a text. */
  public int start() {
    return size - 2;
  }

  /** The mark after a text. */
  public int end() {
    return size - 1;
  }
}
