// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.prompt.coronary.AngleConvention;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CloseWords;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.PlainText;
import io.github.medsam2.prompt.coronary.SegmentReference;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import io.github.medsam2.prompt.coronary.UnknownWordException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Texts as cardiologists write them, "mid LAD, RAO 30 CAUDAL 25", to prompts with a CASS segment,
 * which is the numbering models know.
 *
 * <p>To the grammar of {@link CoronaryPrompt#parse(String)} come the names of the segments: their
 * {@linkplain CassSegment#shortName() short names} and {@linkplain CassSegment#label() labels}, a
 * place and an artery in either order ("mid LAD", "LAD prox"), counted branches ("OM1", "first
 * diagonal branch"), and what else is usual ("RPDA", "ramus", "RV branch"). "LM" and "left main"
 * name the artery and its one segment. A name that may mean several segments ("PDA", "diagonal") is
 * refused, unless an artery beside it leaves one: "PDA, LCX". Put a comma between a branch and a
 * lateral view: "D1 lateral" is a branch of D1.
 */
public final class SegmentText {
  private static final int LONGEST_TEXT = 1000;
  private static final String EXAMPLES = "pRCA, mid LAD, OM1, R-PDA";
  private static final Pattern NOTHING = Pattern.compile("[\\s,;:=&|/+_.-]*");

  private SegmentText() {}

  /**
   * Reads a text.
   *
   * @return a prompt whose segment, if one is named, is of the CASS scheme
   * @throws FormatException when a word is unknown, a name is ambiguous, or parts contradict each
   *     other
   */
  public static CoronaryPrompt parse(String text) {
    return parse(text, null);
  }

  /**
   * Reads a text in which the view may also be a bare pair of angles.
   *
   * @param convention what the signs of a bare pair mean; none refuses one
   */
  public static CoronaryPrompt parse(String text, @Nullable AngleConvention convention) {
    if (text.length() > LONGEST_TEXT) {
      // Refused by the grammar.
      return read(text, text, convention);
    }
    String plain = PlainText.of(text);
    List<SegmentNames.Found> names = SegmentNames.in(plain);
    if (names.size() > 1
        && names.stream().map(SegmentNames.Found::meanings).distinct().count() > 1) {
      throw fail("one segment", names.size() + " names of segments", "prompt each on its own");
    }
    if (names.isEmpty()) {
      return withLeftMain(toCass(read(text, plain, convention)));
    }
    SegmentNames.Found name = names.get(0);
    String rest = plain;
    for (SegmentNames.Found f : names) {
      // Blanks, so that messages name places of the text as it was given.
      rest =
          rest.substring(0, f.start()) + " ".repeat(f.end() - f.start()) + rest.substring(f.end());
    }
    if (NOTHING.matcher(rest).matches()) {
      SegmentReference only = reference(single(name.meanings(), Optional.empty()));
      return new CoronaryPrompt(Optional.of(only), Optional.empty(), Optional.empty(), text);
    }
    CoronaryPrompt read = toCass(read(text, rest, convention));
    SegmentReference named = reference(single(name.meanings(), read.artery()));
    if (!read.segment().orElse(named).equals(named)) {
      throw fail("one segment", "a number and a name of different ones", "name one");
    }
    return new CoronaryPrompt(Optional.of(named), read.view(), read.artery(), text);
  }

  private static CoronaryPrompt read(
      String text, String plain, @Nullable AngleConvention convention) {
    try {
      CoronaryPrompt read =
          convention == null
              ? CoronaryPrompt.parse(plain)
              : CoronaryPrompt.parse(plain, convention);
      return new CoronaryPrompt(read.segment(), read.view(), read.artery(), text);
    } catch (UnknownWordException unknown) {
      throw withNames(plain, unknown);
    }
  }

  /** What the grammar says of an unknown word, with the names of segments among what it may be. */
  private static UnknownWordException withNames(String plain, UnknownWordException unknown) {
    UnknownWordException culprit = culprit(plain, unknown);
    String word = word(plain, culprit);
    List<String> words = SegmentNames.words();
    UnknownWordException more =
        new UnknownWordException(
            culprit.position(),
            culprit.length(),
            "a segment by name (" + EXAMPLES + ") or number (CASS 13), a view, an artery",
            words.contains(word)
                ? Optional.empty()
                : culprit.close().or(() -> CloseWords.to(word, words)),
            "write for example mid LAD, RAO 30 CAUDAL 25; CassSegment lists all names");
    more.initCause(unknown);
    return more;
  }

  /** The first word that is part of no name: "mid diagnoal" fails at "mid", which is right. */
  private static UnknownWordException culprit(String plain, UnknownWordException first) {
    UnknownWordException found = first;
    String rest = plain;
    while (SegmentNames.words().contains(word(rest, found))) {
      int end = found.position() + found.length();
      rest = rest.substring(0, found.position()) + " ".repeat(found.length()) + rest.substring(end);
      try {
        CoronaryPrompt.parse(rest);
        return first;
      } catch (UnknownWordException next) {
        found = next;
      } catch (MedSam2Exception other) {
        return first;
      }
    }
    return found;
  }

  private static String word(String plain, UnknownWordException unknown) {
    int end = Math.min(unknown.position() + unknown.length(), plain.length());
    return plain.substring(unknown.position(), end);
  }

  /**
   * A prompt with its segment in the CASS scheme. SYNTAX 13 becomes CASS 19 and SYNTAX 10a CASS
   * 16a, their {@linkplain SyntaxSegment#cass() usual readings}; SCCT 16 becomes CASS 5, the stem.
   */
  public static CoronaryPrompt toCass(CoronaryPrompt prompt) {
    Optional<SegmentReference> cass = prompt.segment().map(SegmentText::toCass);
    return new CoronaryPrompt(cass, prompt.view(), prompt.artery(), prompt.text());
  }

  private static SegmentReference toCass(SegmentReference segment) {
    return switch (segment.scheme()) {
      case CASS -> segment;
      case SYNTAX -> reference(SyntaxSegment.of(segment.id()).cass());
      case SCCT -> reference(SegmentNumbering.SCCT.segment(segment.id()));
      case AHA -> reference(SegmentNumbering.AHA.segment(segment.id()));
    };
  }

  /**
   * The text of a prompt with the segment by its short name: {@code mLAD, RAO 30 CAUDAL 25}. It
   * reads as the same prompt in whole degrees.
   */
  public static String render(CoronaryPrompt prompt) {
    return Stream.of(
            prompt.segment().map(SegmentText::name),
            prompt.view().map(v -> v.render()),
            prompt.artery().map(Artery::name))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static String name(SegmentReference reference) {
    return Arrays.stream(CassSegment.values())
        .filter(s -> reference(s).equals(reference))
        .map(CassSegment::shortName)
        .findFirst()
        .orElseGet(reference::render);
  }

  private static SegmentReference reference(CassSegment segment) {
    return SegmentScheme.CASS.segment(segment.id());
  }

  private static CoronaryPrompt withLeftMain(CoronaryPrompt prompt) {
    if (prompt.segment().isPresent() || !prompt.artery().equals(Optional.of(Artery.LM))) {
      return prompt;
    }
    Optional<SegmentReference> segment = Optional.of(reference(CassSegment.LEFT_MAIN));
    return new CoronaryPrompt(segment, prompt.view(), prompt.artery(), prompt.text());
  }

  private static CassSegment single(List<CassSegment> meanings, Optional<Artery> artery) {
    List<CassSegment> left =
        meanings.stream().filter(s -> artery.isEmpty() || isOf(s, artery.get())).toList();
    if (left.isEmpty()) {
      throw fail("a segment of the artery named", "one of another artery", "correct one of them");
    }
    if (left.size() > 1) {
      String choices = left.stream().map(CassSegment::shortName).collect(Collectors.joining(", "));
      throw fail("a name of one segment", "one of " + left.size(), "name one of " + choices);
    }
    return left.get(0);
  }

  private static boolean isOf(CassSegment segment, Artery artery) {
    return switch (artery) {
      case LCA -> segment.tree() == TreeSide.LEFT;
      case RCA, LM, LAD, LCX -> segment.vessel().name().equals(artery.name());
    };
  }

  private static FormatException fail(String expected, String found, String fix) {
    return new FormatException("text prompt", expected, found, fix);
  }
}
