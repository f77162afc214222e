// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which known word somebody may have meant. */
public final class CloseWords {
  /** A word so short has too many neighbours to guess. */
  private static final int SHORTEST = 3;

  private CloseWords() {}

  /**
   * The known word closest to a mistyped one: at most one letter in four added, dropped, changed or
   * exchanged with the next.
   *
   * @param word in lower case
   * @param known in lower case
   */
  public static Optional<String> to(String word, Collection<String> known) {
    int most = word.length() < SHORTEST ? 0 : Math.max(1, word.length() / 4);
    return known.stream()
        .filter(k -> k.length() >= SHORTEST && Math.abs(k.length() - word.length()) <= most)
        .filter(k -> distance(word, k) <= most)
        .min(Comparator.<String>comparingInt(k -> distance(word, k)).thenComparing(k -> k));
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int step(int[][] d, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
