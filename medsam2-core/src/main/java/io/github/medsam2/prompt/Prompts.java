// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything pointed at for one object on one image, in the order given: any number of points, and
 * at most one box, one mask and one text. Immutable and thread-safe.
 *
 * <pre>{@code
 * Prompts p = Prompts.of(new BoxPrompt(120, 80, 260, 190)).and(PointPrompt.negative(150, 120));
 * }</pre>
 */
public final class Prompts {
  private final List<Prompt> all;

  private Prompts(List<Prompt> all) {
    this.all = all;
  }

  /** The prompts of one object, at least one. */
  public static Prompts of(Prompt first, Prompt... more) {
    Prompts prompts = new Prompts(List.of(first));
    for (Prompt next : more) {
      prompts = prompts.and(next);
    }
    return prompts;
  }

  /** These prompts and one more, last. Throws when it would be the second box, mask or text. */
  public Prompts and(Prompt next) {
    if (!(next instanceof PointPrompt) && first(next.getClass()).isPresent()) {
      throw new InvalidInputException(
          "prompts of one object",
          "at most one box, one mask and one text",
          "a second " + next.getClass().getSimpleName(),
          "prompt each object on its own");
    }
    List<Prompt> longer = new ArrayList<>(all);
    longer.add(next);
    return new Prompts(List.copyOf(longer));
  }

  /** These prompts and more: those pointed at as by {@link #and(Prompt)}, words as said besides. */
  public Prompts and(Prompts more) {
    Prompts both = this;
    for (Prompt next : more.all) {
      both = next instanceof TextPrompt text ? both.saying(text) : both.and(next);
    }
    return both;
  }

  /**
   * These prompts and what a text says besides: it replaces what was said before of the object
   * (segment and artery), of its view, or of both.
   */
  public Prompts saying(TextPrompt more) {
    Optional<TextPrompt> before = text();
    if (before.isEmpty()) {
      return and(more);
    }
    TextPrompt both = more.over(before.get());
    return new Prompts(all.stream().map(p -> p instanceof TextPrompt ? both : p).toList());
  }

  /** All prompts in the order given. */
  public List<Prompt> all() {
    return all;
  }

  /** The clicks in the order given. */
  public List<PointPrompt> points() {
    return only(PointPrompt.class).toList();
  }

  /** The box, if there is one. */
  public Optional<BoxPrompt> box() {
    return first(BoxPrompt.class);
  }

  /** The mask, if there is one. */
  public Optional<MaskPrompt> mask() {
    return first(MaskPrompt.class);
  }

  /** The text, if there is one. */
  public Optional<TextPrompt> text() {
    return first(TextPrompt.class);
  }

  private <P extends Prompt> Optional<P> first(Class<P> kind) {
    return only(kind).findFirst();
  }

  private <P extends Prompt> Stream<P> only(Class<P> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Prompts p && all.equals(p.all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return "Prompts" + all;
  }
}
