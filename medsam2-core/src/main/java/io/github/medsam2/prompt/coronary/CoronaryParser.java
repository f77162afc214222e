// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import io.github.medsam2.error.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one text prompt; the grammar stands at {@link CoronaryPrompt#parse(String)}.
 *
 * <p>A number belongs to the direction before it, or else to the one after it. Numbers that no
 * direction takes are a pair of bare angles, or an error. Messages name positions, not the words
 * found there, because free text may name a patient.
 */
final class CoronaryParser {
  private static final Pattern WORD_GAP = Pattern.compile("[\\s_-]+");
  private static final Pattern PAIR_GAP = Pattern.compile("\\s*[/,;]\\s*|\\s+");

  private final String text;
  private final @Nullable AngleConvention convention;
  private final List<Token> tokens;
  private final ViewBuilder view = new ViewBuilder();
  private final List<Token> bare = new ArrayList<>();
  private @Nullable Token pending;
  private @Nullable SegmentReference segment;
  private @Nullable Artery artery;
  private int next;

  CoronaryParser(String text, @Nullable AngleConvention convention) {
    this.text = text;
    this.convention = convention;
    this.tokens = Token.split(text);
  }

  CoronaryPrompt parse() {
    while (next < tokens.size()) {
      if (tokens.get(next).number()) {
        shelvePending();
        pending = tokens.get(next++);
      } else {
        accept(word());
      }
    }
    shelvePending();
    return new CoronaryPrompt(
        Optional.ofNullable(segment), viewAngle(), Optional.ofNullable(artery), text);
  }

  ViewAngle parseView() {
    CoronaryPrompt prompt = parse();
    boolean only = prompt.segment().isEmpty() && prompt.artery().isEmpty();
    return prompt
        .view()
        .filter(v -> only)
        .orElseThrow(() -> fail("a view alone", "something else", "read it as a text prompt"));
  }

  private void accept(Word word) {
    switch (word) {
      case LAO -> view.side(1, degrees());
      case RAO -> view.side(-1, degrees());
      case FRONTAL -> view.side(0, zero());
      case LATERAL -> view.lateral(0, degrees());
      case LEFT_LATERAL -> view.lateral(1, degrees());
      case RIGHT_LATERAL -> view.lateral(-1, degrees());
      case CRANIAL -> view.tilt(1, degrees());
      case CAUDAL -> view.tilt(-1, degrees());
      case STRAIGHT -> view.straight();
      case SPIDER -> view.spider();
      case CASS -> segment(SegmentScheme.CASS);
      case SYNTAX -> segment(SegmentScheme.SYNTAX);
      case SCCT -> segment(SegmentScheme.SCCT);
      case AHA -> segment(SegmentScheme.AHA);
      case LCA, RCA, LM, LAD, LCX -> artery(Artery.valueOf(word.name()));
      case SEGMENT ->
          throw fail(
              "CASS, SYNTAX, SCCT or AHA before a segment", "a segment alone", "name the scheme");
    }
  }

  /** Takes the longest phrase that starts at the next token. */
  private Word word() {
    StringBuilder phrase = new StringBuilder(tokens.get(next).text());
    Optional<Word> longest = Word.of(phrase.toString());
    int end = next + 1;
    for (int i = next + 1; i < tokens.size() && i < next + Word.LONGEST; i++) {
      Token token = tokens.get(i);
      if (token.number() || !WORD_GAP.matcher(token.gap()).matches()) {
        break;
      }
      Optional<Word> longer = Word.of(phrase.append(' ').append(token.text()).toString());
      if (longer.isPresent()) {
        longest = longer;
        end = i + 1;
      }
    }
    Token first = tokens.get(next);
    next = end;
    return longest.orElseThrow(() -> unknown(first));
  }

  private static UnknownWordException unknown(Token token) {
    return new UnknownWordException(
        token.at(),
        token.text().length(),
        "a scheme with a segment number, a direction of view or an artery",
        CloseWords.to(token.text(), Word.single()),
        "correct or remove it; names of segments are read by medsam2-qca");
  }

  private void shelvePending() {
    if (pending != null) {
      bare.add(pending);
      pending = null;
    }
  }

  private @Nullable Token takeNumber() {
    Token number = pending;
    pending = null;
    if (number == null && next < tokens.size() && tokens.get(next).number()) {
      number = tokens.get(next++);
    }
    return number;
  }

  private @Nullable Double degrees() {
    Token number = takeNumber();
    if (number == null) {
      return null;
    }
    if (!number.sign().isEmpty()) {
      throw fail(
          "a direction word or a sign", "both at position " + number.at(), "leave the sign out");
    }
    return angle(number);
  }

  /** AP may be written with a zero; any other number beside it belongs to the tilt. */
  private @Nullable Double zero() {
    Token number = pending != null ? pending : next < tokens.size() ? tokens.get(next) : null;
    boolean zero = number != null && number.number() && number.value() == 0;
    return zero ? degrees() : null;
  }

  private double angle(Token number) {
    if (number.text().indexOf('.') > 3
        || (number.text().indexOf('.') < 0 && number.text().length() > 3)) {
      throw fail(
          "degrees of at most three digits", "more at position " + number.at(), "correct it");
    }
    return number.value();
  }

  private void segment(SegmentScheme scheme) {
    while (next < tokens.size()
        && Word.of(tokens.get(next).text()).equals(Optional.of(Word.SEGMENT))) {
      next++;
    }
    Token id = next < tokens.size() ? tokens.get(next++) : null;
    boolean good =
        id != null && id.sign().isEmpty() && !id.degrees() && id.text().matches("\\d{1,2}");
    if (id == null || !good || segment != null) {
      throw fail(
          "one segment number of one or two digits after the scheme",
          segment != null ? "two segments" : "none after " + scheme,
          "write for example " + scheme + " 13");
    }
    segment = scheme.segment(Integer.parseInt(id.text()) + suffix());
  }

  /** Letters glued to the number. */
  private String suffix() {
    if (next < tokens.size()
        && tokens.get(next).gap().isEmpty()
        && tokens.get(next).text().matches("[a-c]|pd|av")) {
      return tokens.get(next++).text();
    }
    return "";
  }

  private void artery(Artery named) {
    if (artery != null) {
      throw fail("one artery", "two", "prompt each on its own");
    }
    artery = named;
  }

  private Optional<ViewAngle> viewAngle() {
    if (view.isEmpty()) {
      return bare.isEmpty() ? Optional.empty() : Optional.of(pair());
    }
    requireNoDecimalComma();
    if (!bare.isEmpty()) {
      throw fail(
          "at most one number for each direction",
          "one more at position " + bare.get(0).at(),
          "write for example RAO 30 CAUDAL 25");
    }
    return Optional.of(view.build());
  }

  /** "30,5" may be one angle or two. */
  private void requireNoDecimalComma() {
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.number() && tokens.get(i - 1).number() && token.gap().equals(",")) {
        throw fail(
            "a point in a number, or a blank behind a comma between two",
            "a comma between digits before position " + token.at(),
            "write 30.5 for one angle, or 30, 5 for two");
      }
    }
  }

  private ViewAngle pair() {
    boolean two =
        bare.size() == 2 && tokens.indexOf(bare.get(0)) + 1 == tokens.indexOf(bare.get(1));
    if (!two || !PAIR_GAP.matcher(bare.get(1).gap()).matches()) {
      throw fail(
          "a primary and a secondary angle separated by a blank or one of / , ;",
          "other bare numbers, the first at position " + bare.get(0).at(),
          "write for example RAO 30 CAUDAL 25");
    }
    if (convention == null) {
      throw fail(
          "an angle convention for a bare pair of angles",
          "none",
          "name AngleConvention.DICOM or RAO_POSITIVE, or write the directions");
    }
    return ViewAngle.of(angle(bare.get(0)), angle(bare.get(1)), convention);
  }

  private static FormatException fail(String expected, String found, String fix) {
    return new FormatException("text prompt", expected, found, fix);
  }
}
