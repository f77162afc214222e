// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of Java in a Markdown text.
 *
 * <p>It is fenced by three backticks and {@code java}, or {@code java run} if it is to be run as
 * well.
 *
 * @param line of its first statement in the text, from 1
 * @param run whether it is to be run
 * @param code between the fences
 */
record Snippet(int line, boolean run, String code) {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?<indent> *)```java(?<run> run)? *\\R(?<code>.*?)^ *``` *$");

  /** A fence the pattern above must have taken in, however it is spelled. */
  private static final Pattern FENCE =
      Pattern.compile("(?mi)^\\s*(`{3,}|~{3,})\\s*\\{?\\.?java\\b");

  static List<Snippet> of(String markdown) {
    List<Snippet> snippets = new ArrayList<>();
    Matcher m = BLOCK.matcher(markdown);
    while (m.find()) {
      int line = 1 + (int) markdown.substring(0, m.start("code")).lines().count();
      snippets.add(new Snippet(line, m.group("run") != null, m.group("code")));
    }
    long fences = FENCE.matcher(markdown).results().count();
    if (fences != snippets.size()) {
      throw new IllegalArgumentException(
          fences + " blocks of Java begin, but " + snippets.size() + " are `java` or `java run`");
    }
    return snippets;
  }
}
