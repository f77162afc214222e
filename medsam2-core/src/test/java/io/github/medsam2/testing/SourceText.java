// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java source file taken apart into code and Javadoc comments, without a parser. */
final class SourceText {
  /** Whichever comes first decides what it is: a quote in a comment is no literal, and so on. */
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "(?<javadoc>/\\*\\*(?!/).*?\\*/)"
              + "|/\\*.*?\\*/"
              + "|//[^\\n]*"
              + "|\"\"\".*?(?<!\\\\)\"\"\""
              + "|\"(?:[^\"\\\\\\n]++|\\\\.)*+\""
              + "|'(?:[^'\\\\\\n]++|\\\\.)++'",
          Pattern.DOTALL);

  private final String code;
  private final NavigableMap<Integer, String> javadocs = new TreeMap<>();

  SourceText(String text) {
    StringBuilder blanked = new StringBuilder(text);
    Matcher m = NOT_CODE.matcher(text);
    while (m.find()) {
      if (m.group("javadoc") != null) {
        javadocs.put(m.end(), m.group("javadoc"));
      }
      for (int i = m.start(); i < m.end(); i++) {
        blanked.setCharAt(i, text.charAt(i) == '\n' ? '\n' : ' ');
      }
    }
    code = blanked.toString();
  }

  /** The text with blanks for comments and literals, so that places and lines stay the same. */
  String code() {
    return code;
  }

  int line(int position) {
    return 1 + (int) code.substring(0, position).chars().filter(c -> c == '\n').count();
  }

  /** The Javadoc before a declaration, or an empty text; only annotations may lie between. */
  String javadocBefore(int declaration) {
    Map.Entry<Integer, String> last = javadocs.floorEntry(declaration);
    if (last == null) {
      return "";
    }
    String between = code.substring(last.getKey(), declaration);
    return between.matches("(\\s++|@[\\w.]++(\\s*+\\([^)]*+\\))?+)*+") ? last.getValue() : "";
  }

  /** Where the block that opens after a position closes. */
  int endOfBlockAfter(int position) {
    int depth = 0;
    for (int i = code.indexOf('{', position); i >= 0 && i < code.length(); i++) {
      char c = code.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return code.length();
  }
}
