// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.Description;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A description of the object in words: a coronary segment, the angiographic view it is seen in, an
 * artery; at least one of them.
 *
 * @param segment the segment, by scheme and id
 * @param view the direction of the view
 * @param artery the artery
 * @param text what the user wrote
 */
public record CoronaryPrompt(
    Optional<SegmentReference> segment,
    Optional<ViewAngle> view,
    Optional<Artery> artery,
    String text)
    implements Description {

  /** Checks that something is said. */
  public CoronaryPrompt {
    if (segment.isEmpty() && view.isEmpty() && artery.isEmpty()) {
      throw new InvalidInputException(
          "coronary prompt",
          "a segment, a view or an artery",
          "none of them",
          "name one, for example CASS 13, RAO 30 CAUDAL 25");
    }
  }

  /** A segment seen in a view. */
  public static CoronaryPrompt of(SegmentReference segment, ViewAngle view) {
    String text = segment.render() + ", " + view.render();
    return new CoronaryPrompt(Optional.of(segment), Optional.of(view), Optional.empty(), text);
  }

  /** A view alone: it says how an object is seen, not which. */
  public static CoronaryPrompt of(ViewAngle view) {
    return new CoronaryPrompt(Optional.empty(), Optional.of(view), Optional.empty(), view.render());
  }

  /** Whether an object is named: a segment or an artery, not a view alone. */
  @Override
  public boolean namesObject() {
    return segment.isPresent() || artery.isPresent();
  }

  /**
   * This text, completed by an earlier one: by its segment and artery where this one is a view
   * alone, by its view where this one has none.
   */
  @Override
  public CoronaryPrompt over(Description other) {
    if (!(other instanceof CoronaryPrompt earlier)) {
      return this;
    }
    CoronaryPrompt object = namesObject() ? this : earlier;
    CoronaryPrompt both =
        new CoronaryPrompt(object.segment, view.or(earlier::view), object.artery, text);
    return both.equals(this)
        ? this
        : new CoronaryPrompt(both.segment, both.view, both.artery, both.render());
  }

  /** The view becomes the one from the other side; which vessel it is stays. */
  @Override
  public CoronaryPrompt mirrored() {
    CoronaryPrompt other = new CoronaryPrompt(segment, view.map(ViewAngle::mirrored), artery, text);
    return view.isEmpty() ? this : new CoronaryPrompt(segment, other.view, artery, other.render());
  }

  /** Every choice of segment, view and artery but none of them, each in its usual notation. */
  @Override
  public List<Description> parts() {
    List<Description> parts = new ArrayList<>();
    for (Optional<SegmentReference> s : withAndWithout(segment)) {
      for (Optional<ViewAngle> v : withAndWithout(view)) {
        for (Optional<Artery> a : withAndWithout(artery)) {
          if (s.isPresent() || v.isPresent() || a.isPresent()) {
            String said = new CoronaryPrompt(s, v, a, text).render();
            parts.add(new CoronaryPrompt(s, v, a, said));
          }
        }
      }
    }
    return List.copyOf(parts);
  }

  private static <V> List<Optional<V>> withAndWithout(Optional<V> value) {
    return value.isPresent() ? List.of(Optional.empty(), value) : List.of(value);
  }

  /** The view: it does not depend on which frame it was said on. */
  @Override
  public Optional<Description> lasting() {
    return view.map(CoronaryPrompt::of);
  }

  /**
   * Reads a text such as {@code CASS segment 13, RAO 30 CAUDAL 25, LCA}, in any order and case:
   *
   * <pre>
   * prompt    = { segment | view | artery }                 each at most once
   * segment   = scheme { "segment" | "seg" | "no." | "#" } digit [ digit ] [ "a".."c" | "PD" | "AV" ]
   * scheme    = "CASS" | "BARI" | "SYNTAX" | "SCCT" | "AHA"
   * view      = direction { direction }                     one a side, one a tilt
   * direction = word [ degrees ] | degrees word
   * word      = "LAO" | "RAO" | "AP" | "lateral" | "cranial" | "caudal" | "spider" | "straight" | ...
   * degrees   = up to 3 digits [ "." digits ] [ "°" | "deg" | "Grad" | ... ]
   * artery    = "LCA" | "RCA" | "LM" | "LAD" | "LCX" | ...
   * </pre>
   *
   * <p>Arteries and directions may be named as in English, German, French or Spanish, with dashes,
   * blanks, brackets, digits and degree signs of any kind; words such as "view", "in" and "at" say
   * nothing. Blanks and {@code , ; : = & | / + _ -} separate, and are not needed between a word and
   * a number: {@code LAO45CRA20}. A side or tilt without a number stands for the middle of its
   * {@linkplain ViewFamily#centre() family} and makes the view approximate; AP is 0, lateral is LAO
   * 90, spider is LAO caudal, and an axis that is not named is 0. BARI reads as CASS. Names of
   * segments ("mid LAD") are vocabulary of the {@code medsam2-qca} module and unknown here.
   *
   * @throws UnknownWordException when a word is unknown; it says where, and what is close to it
   * @throws io.github.medsam2.error.FormatException when the text does not follow the grammar,
   *     contradicts itself, or holds bare angles
   * @throws InvalidInputException when an angle is out of range or a segment id is not of its
   *     scheme
   */
  public static CoronaryPrompt parse(String text) {
    return new CoronaryParser(text, null).parse();
  }

  /**
   * Reads a text as {@link #parse(String)} does, in which the view may also be a bare pair of a
   * primary and a secondary angle: {@code -30/-25}.
   *
   * @param convention what the signs of a bare pair mean
   */
  public static CoronaryPrompt parse(String text, AngleConvention convention) {
    return new CoronaryParser(text, convention).parse();
  }

  /** The usual notation, which reads as the same prompt in whole degrees. */
  @Override
  public String render() {
    return Stream.of(
            segment.map(SegmentReference::render),
            view.map(ViewAngle::render),
            artery.map(Artery::name))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }
}
