// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.error.InvalidInputException;

/**
 * How often a network is told in words what it is to find, for networks that understand some. Which
 * of a description's {@linkplain io.github.medsam2.prompt.Description#parts() parts} is said is
 * drawn too, each as likely. Immutable.
 *
 * @param beside share of samples whose boxes and clicks come with words
 * @param alone share of samples whose objects are asked for by words and nothing else, where the
 *     words fit no other labelled object of the image
 * @param lasting share of samples whose masks are read knowing what {@linkplain
 *     io.github.medsam2.prompt.Description#lasting() lasts}, such as a view, said or not
 */
public record WordRecipe(double beside, double alone, double lasting) {
  /** No words. */
  public static final WordRecipe NONE = new WordRecipe(0, 0, 0);

  /** Checks the ranges. */
  public WordRecipe {
    boolean shares = beside >= 0 && alone >= 0 && beside + alone <= 1;
    if (!shares || !(lasting >= 0 && lasting <= 1)) {
      throw new InvalidInputException(
          "word recipe",
          "shares of 0 to 1, those beside and alone together too",
          beside + " beside, " + alone + " alone, " + lasting + " lasting",
          "correct the numbers");
    }
  }

  /** A tenth beside, a tenth alone; half the readings know what lasts. */
  public static WordRecipe few() {
    return new WordRecipe(0.1, 0.1, 0.5);
  }
}
