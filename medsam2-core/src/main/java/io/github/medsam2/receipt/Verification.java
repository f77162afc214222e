// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

/** What came of making a mask again. */
public sealed interface Verification {

  /**
   * Every pixel is the same.
   *
   * @param environment what ran differently this time; empty when nothing did
   */
  record Same(String environment) implements Verification {
    @Override
    public String toString() {
      return "the same mask" + (environment.isEmpty() ? "" : ", with other " + environment);
    }
  }

  /**
   * Model, image and prompts are the same, the masks are not: by rounding on another engine or
   * processor, which moves few pixels, or because somebody changed the receipt.
   *
   * @param pixels that are in one mask only
   * @param of all pixels of the image
   * @param environment what ran differently this time; empty when nothing did
   */
  record Differs(long pixels, long of, String environment) implements Verification {
    @Override
    public String toString() {
      String where =
          environment.isEmpty() ? "in the same environment" : "with other " + environment;
      return pixels + " of " + of + " pixels differ, " + where;
    }
  }

  /**
   * The mask was not made again, since it would be another question.
   *
   * @param because what is not the same
   */
  record NotComparable(String because) implements Verification {
    @Override
    public String toString() {
      return "not comparable: " + because;
    }
  }

  /** Whether every pixel is the same. */
  default boolean isSame() {
    return this instanceof Same;
  }
}
