// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.concept;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.BoxPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to find: words, boxes around examples, or both. Immutable.
 *
 * @param words a short phrase such as {@code coronary stent}; nothing to go by the examples alone
 * @param examples in the order they were given, at most {@link #MOST}; an order changes nothing but
 *     the last digits of the answer
 */
public record ConceptPrompt(Optional<String> words, List<Example> examples) {
  /** The most examples. */
  public static final int MOST = 64;

  /** Nothing asked for yet. */
  public static final ConceptPrompt NONE = new ConceptPrompt(Optional.empty(), List.of());

  /** What the network is told where there are examples and no words. */
  private static final String WITHOUT_WORDS = "visual";

  /**
   * A box on the image.
   *
   * @param box pixels of the image
   * @param like whether what it holds is an instance; else what it holds is none
   */
  public record Example(BoxPrompt box, boolean like) {}

  /** Checks that words say something and the examples are not too many. */
  public ConceptPrompt {
    examples = List.copyOf(examples);
    if (words.isPresent() && words.get().isBlank()) {
      throw wrong("a phrase", "blanks", "name what to find, or give example boxes only");
    }
    if (examples.size() > MOST) {
      throw wrong("at most " + MOST + " example boxes", examples.size() + "", "give fewer");
    }
  }

  /** A phrase. */
  public static ConceptPrompt of(String words) {
    return NONE.saying(words);
  }

  /** This with other words in place of those it had; the examples stay. */
  public ConceptPrompt saying(String phrase) {
    return new ConceptPrompt(
        Optional.of(InvalidInputException.requireGiven(phrase, "a phrase")), examples);
  }

  /** This with one more example. */
  public ConceptPrompt and(Example example) {
    List<Example> all = new ArrayList<>(examples);
    all.add(InvalidInputException.requireGiven(example, "an example"));
    return new ConceptPrompt(words, all);
  }

  /**
   * What the text encoder reads.
   *
   * @throws InvalidInputException when there are neither words nor examples
   */
  public String phrase() {
    if (words.isEmpty() && examples.isEmpty()) {
      throw wrong("words or an example box", "neither", "say what to find");
    }
    return words.orElse(WITHOUT_WORDS);
  }

  private static InvalidInputException wrong(String expected, String found, String fix) {
    return new InvalidInputException("prompt for a concept", expected, found, fix);
  }
}
