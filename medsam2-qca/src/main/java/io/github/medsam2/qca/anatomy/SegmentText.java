// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.prompt.AngleConvention;
import io.github.medsam2.prompt.Artery;
import io.github.medsam2.prompt.SegmentReference;
import io.github.medsam2.prompt.SegmentScheme;
import io.github.medsam2.prompt.TextPrompt;
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
 * <p>To the grammar of {@link TextPrompt#parse(String)} come the names of the segments: their
 * {@linkplain CassSegment#shortName() short names} and {@linkplain CassSegment#label() labels}, a
 * place and an artery in either order ("mid LAD", "LAD prox"), counted branches ("OM1", "first
 * diagonal branch"), and what else is usual ("RPDA", "ramus", "RV branch"). "LM" and "left main"
 * name the artery and its one segment. A name that may mean several segments ("PDA", "diagonal") is
 * refused, unless an artery beside it leaves one: "PDA, LCX". Put a comma between a branch and a
 * lateral view: "D1 lateral" is a branch of D1.
 */
public final class SegmentText {
  private static final int LONGEST_TEXT = 1000;
  private static final Pattern NOTHING = Pattern.compile("[\\s,;/+_-]*");

  /** CASS ids of SCCT segments 1 to 18. */
  private static final int[] SCCT = {
    1, 2, 3, 4, 11, 12, 13, 14, 15, 16, 18, 20, 19, 21, 27, 5, 28, 24
  };

  private SegmentText() {}

  /**
   * Reads a text.
   *
   * @return a prompt whose segment, if one is named, is of the CASS scheme
   * @throws FormatException when a word is unknown, a name is ambiguous, or parts contradict each
   *     other
   */
  public static TextPrompt parse(String text) {
    return parse(text, null);
  }

  /**
   * Reads a text in which the view may also be a bare pair of angles.
   *
   * @param convention what the signs of a bare pair mean; none refuses one
   */
  public static TextPrompt parse(String text, @Nullable AngleConvention convention) {
    // Longer texts are refused by the grammar.
    List<SegmentNames.Found> names =
        text.length() > LONGEST_TEXT ? List.of() : SegmentNames.in(text);
    if (names.size() > 1) {
      throw fail("one segment", names.size() + " names of segments", "prompt each on its own");
    }
    if (names.isEmpty()) {
      return withLeftMain(toCass(read(text, convention)));
    }
    SegmentNames.Found name = names.get(0);
    // Blanks, so that messages name places of the text as it was given.
    String blanks = " ".repeat(name.end() - name.start());
    String rest = text.substring(0, name.start()) + blanks + text.substring(name.end());
    if (NOTHING.matcher(rest).matches()) {
      SegmentReference only = reference(single(name.meanings(), Optional.empty()));
      return new TextPrompt(Optional.of(only), Optional.empty(), Optional.empty(), text);
    }
    TextPrompt read = toCass(read(rest, convention));
    SegmentReference named = reference(single(name.meanings(), read.artery()));
    if (!read.segment().orElse(named).equals(named)) {
      throw fail("one segment", "a number and a name of different ones", "name one");
    }
    return new TextPrompt(Optional.of(named), read.view(), read.artery(), text);
  }

  private static TextPrompt read(String text, @Nullable AngleConvention convention) {
    return convention == null ? TextPrompt.parse(text) : TextPrompt.parse(text, convention);
  }

  /**
   * A prompt with its segment in the CASS scheme. SYNTAX 13 becomes CASS 19 and SYNTAX 10a CASS
   * 16a, their {@linkplain SyntaxSegment#cass() usual readings}; SCCT 16 becomes CASS 5, the stem.
   */
  public static TextPrompt toCass(TextPrompt prompt) {
    Optional<SegmentReference> cass = prompt.segment().map(SegmentText::toCass);
    return new TextPrompt(cass, prompt.view(), prompt.artery(), prompt.text());
  }

  private static SegmentReference toCass(SegmentReference segment) {
    return switch (segment.scheme()) {
      case CASS -> segment;
      case SYNTAX -> reference(SyntaxSegment.of(segment.id()).cass());
      case SCCT -> reference(CassSegment.ofCass(SCCT[Integer.parseInt(segment.id()) - 1]));
    };
  }

  /**
   * The text of a prompt with the segment by its short name: {@code mLAD, RAO 30 CAUDAL 25}. It
   * reads as the same prompt in whole degrees.
   */
  public static String render(TextPrompt prompt) {
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

  private static TextPrompt withLeftMain(TextPrompt prompt) {
    if (prompt.segment().isPresent() || !prompt.artery().equals(Optional.of(Artery.LM))) {
      return prompt;
    }
    Optional<SegmentReference> segment = Optional.of(reference(CassSegment.LEFT_MAIN));
    return new TextPrompt(segment, prompt.view(), prompt.artery(), prompt.text());
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
