// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.error.FormatException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions over module names as a configuration file asks for them. Expressions of
 * others may take for ever on purpose, so all matching of one file shares a budget of steps.
 */
final class NamePatterns {
  private static final int LONGEST = 8192;
  private static final long STEPS = 200_000_000;

  private final String file;
  private long left = STEPS;

  NamePatterns(String file) {
    this.file = file;
  }

  Pattern compile(String field, String expression) {
    if (expression.length() > LONGEST) {
      throw refused(field, expression.length() + " characters");
    }
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException | StackOverflowError e) {
      throw refused(field, "another text");
    }
  }

  boolean matches(String field, Pattern pattern, String name) {
    try {
      return pattern.matcher(new Counted(name)).matches();
    } catch (OutOfSteps | StackOverflowError e) {
      throw refused(field, "one that takes too long");
    }
  }

  private FormatException refused(String field, String found) {
    return new FormatException(
        file + ", " + field,
        "a regular expression of at most " + LONGEST + " characters",
        found,
        "list the modules by name");
  }

  private static final class OutOfSteps extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A text that counts how often it is looked at. */
  private final class Counted implements CharSequence {
    private final String text;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new OutOfSteps();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
