// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything said of one object on one image, in the order given: up to {@link #MOST_POINTS}
 * points, and at most one box, one mask and one description. Immutable and thread-safe.
 *
 * <pre>{@code
 * Prompts p = Prompts.of(new BoxPrompt(120, 80, 260, 190)).and(PointPrompt.negative(150, 120));
 * }</pre>
 */
public final class Prompts {
  /** The most points of one object: the decoder's memory grows with their square. */
  public static final int MOST_POINTS = 1000;

  private final List<Prompt> all;

  private Prompts(List<Prompt> all) {
    this.all = List.copyOf(all);
    requireOneOfAKind();
    requireFewPoints();
  }

  private void requireOneOfAKind() {
    Set<Class<?>> kinds = new HashSet<>();
    for (Prompt p : all) {
      if (!(p instanceof PointPrompt) && !kinds.add(kind(p))) {
        throw new InvalidInputException(
            "prompts of one object",
            "at most one box, one mask and one description",
            "a second " + kind(p).getSimpleName(),
            "prompt each object on its own");
      }
    }
  }

  private static Class<?> kind(Prompt p) {
    return p instanceof Description ? Description.class : p.getClass();
  }

  private void requireFewPoints() {
    int points = points().size();
    if (points > MOST_POINTS) {
      throw new InvalidInputException(
          "prompts of one object",
          "at most " + MOST_POINTS + " points",
          Integer.toString(points),
          "give one in " + (points / MOST_POINTS + 1) + " of them, or a mask instead");
    }
  }

  /** The prompts of one object, at least one. */
  public static Prompts of(Prompt first, Prompt... more) {
    return of(first, Arrays.asList(more));
  }

  private static Prompts of(Prompt first, List<Prompt> more) {
    List<Prompt> all = new ArrayList<>(more.size() + 1);
    all.add(first);
    all.addAll(more);
    return new Prompts(all);
  }

  /** These prompts and one more, last. Throws when it would be the second of its kind. */
  public Prompts and(Prompt next) {
    List<Prompt> longer = new ArrayList<>(all);
    longer.add(next);
    return new Prompts(longer);
  }

  /**
   * These prompts and more: those pointed at as by {@link #and(Prompt)}, a description as by {@link
   * #saying}.
   */
  public Prompts and(Prompts more) {
    List<Prompt> pointed = new ArrayList<>(all);
    more.all.stream().filter(p -> !(p instanceof Description)).forEach(pointed::add);
    Prompts both = new Prompts(pointed);
    return more.description().map(both::saying).orElse(both);
  }

  /** These prompts and what is said besides: it completes what was said before. */
  public Prompts saying(Description more) {
    Optional<Description> before = description();
    if (before.isEmpty()) {
      return and(more);
    }
    Description both = more.over(before.get());
    return new Prompts(all.stream().map(p -> p instanceof Description ? both : p).toList());
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
    return only(BoxPrompt.class).findFirst();
  }

  /** The mask, if there is one. */
  public Optional<MaskPrompt> mask() {
    return only(MaskPrompt.class).findFirst();
  }

  /** The description, if there is one. */
  public Optional<Description> description() {
    return only(Description.class).findFirst();
  }

  /** Whether the object is pointed at or named: not by how it is seen alone. */
  public boolean namesObject() {
    return all.stream().anyMatch(p -> !(p instanceof Description d) || d.namesObject());
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
