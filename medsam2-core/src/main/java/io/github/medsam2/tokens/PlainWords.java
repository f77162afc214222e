// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tokens;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a text is cleaned before it is cut: characters straightened, HTML unescaped twice, white
 * space made one blank, lower case. Of what the original's {@code ftfy} does, one step is left out:
 * text that was decoded in a wrong encoding is not guessed back.
 */
final class PlainWords {
  private static final Pattern LONE_SURROGATES = Pattern.compile("[\\x{D800}-\\x{DFFF}]");
  private static final Pattern CONTROLS =
      Pattern.compile(
          "[\\x00-\\x08\\x0B\\x0E-\\x1F\\x7F\\x{206A}-\\x{206F}\\x{FEFF}\\x{FFF9}-\\x{FFFC}]");
  private static final Pattern SINGLE_QUOTES = Pattern.compile("[\\x{02BC}\\x{2018}-\\x{201B}]");
  private static final Pattern DOUBLE_QUOTES = Pattern.compile("[\\x{201C}-\\x{201F}]");
  private static final Pattern SPACES = Pattern.compile("(?U)\\s+");

  /**
   * What Unicode keeps for other character sets: ligatures, and letters of the width of ideograms.
   */
  private static final Pattern COMPATIBLE =
      Pattern.compile(
          "[\\x{0132}\\x{0133}\\x{0149}\\x{01C4}-\\x{01CC}\\x{01F1}-\\x{01F3}\\x{3000}"
              + "\\x{FB00}-\\x{FB06}\\x{FF01}-\\x{FFEF}]+");

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#(\\d{1,7});?|#[xX]([0-9a-fA-F]{1,6});?|([a-zA-Z0-9]{2,8});)");

  /** The names one meets in short phrases. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("amp", "&"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", "\u00A0"),
          Map.entry("deg", "\u00B0"),
          Map.entry("micro", "\u00B5"),
          Map.entry("plusmn", "\u00B1"),
          Map.entry("times", "\u00D7"),
          Map.entry("le", "\u2264"),
          Map.entry("ge", "\u2265"),
          Map.entry("ndash", "\u2013"),
          Map.entry("mdash", "\u2014"),
          Map.entry("hellip", "\u2026"),
          Map.entry("frac12", "\u00BD"));

  private PlainWords() {}

  static String of(String text) {
    String straight = straightened(LONE_SURROGATES.matcher(text).replaceAll("\uFFFD"));
    String plain = unescaped(unescaped(straight));
    return SPACES.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
  }

  private static String straightened(String text) {
    String folded =
        COMPATIBLE
            .matcher(text)
            .replaceAll(m -> literal(Normalizer.normalize(m.group(), Form.NFKC)));
    String quotes = SINGLE_QUOTES.matcher(folded).replaceAll("'");
    quotes = DOUBLE_QUOTES.matcher(quotes).replaceAll("\"");
    return Normalizer.normalize(CONTROLS.matcher(quotes).replaceAll(""), Form.NFC);
  }

  private static String unescaped(String text) {
    return REFERENCE.matcher(text).replaceAll(m -> literal(referred(m)));
  }

  /** What a reference stands for; itself where it stands for nothing. */
  private static String referred(MatchResult m) {
    if (m.group(3) != null) {
      return NAMES.getOrDefault(m.group(3), m.group());
    }
    int point =
        m.group(1) != null ? Integer.parseInt(m.group(1)) : Integer.parseInt(m.group(2), 16);
    boolean character =
        Character.isValidCodePoint(point) && (point < 0xD800 || point > 0xDFFF) && point != 0;
    return character ? Character.toString(point) : "\uFFFD";
  }

  private static String literal(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }
}
