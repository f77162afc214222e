// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.ModelOptions;

/**
 * How rounds are run. Immutable and thread-safe; every method returns changed options.
 *
 * <pre>{@code
 * RoundsOptions.of("reader1").serving(ModelOptions.defaults().threads(2))
 * }</pre>
 */
public final class RoundsOptions {
  final String reader;
  ModelOptions serving = ModelOptions.defaults();
  Selection selection = Selection.standard();
  PromotionRule rule = PromotionRule.standard();
  double validationShare = 0.1;
  boolean countClicks = true;

  private RoundsOptions(String reader) {
    Checks.reader(reader);
    this.reader = reader;
  }

  /**
   * With the models' usual sizes and standard rules.
   *
   * @param reader who works: 1 to 32 letters, digits and {@code _ . -}
   */
  public static RoundsOptions of(String reader) {
    return new RoundsOptions(reader);
  }

  private RoundsOptions copy() {
    RoundsOptions copy = new RoundsOptions(reader);
    copy.serving = serving;
    copy.selection = selection;
    copy.rule = rule;
    copy.validationShare = validationShare;
    copy.countClicks = countClicks;
    return copy;
  }

  /** With models opened in another way. */
  public RoundsOptions serving(ModelOptions options) {
    RoundsOptions copy = copy();
    copy.serving = options;
    return copy;
  }

  /** With cases chosen in another way. */
  public RoundsOptions selection(Selection other) {
    RoundsOptions copy = copy();
    copy.selection = other;
    return copy;
  }

  /** With another rule of promotion. */
  public RoundsOptions rule(PromotionRule other) {
    RoundsOptions copy = copy();
    copy.rule = other;
    return copy;
  }

  /**
   * With another share of the accepted cases, by patient, to find the best update of a training; 0
   * to below 1. 0.1 unless said; with 0 the last update counts. Frozen cases are never used for it.
   */
  public RoundsOptions validationShare(double share) {
    ProjectState.refuseUnless(
        share >= 0 && share < 1, "validation share", "0 to below 1", share + "", "correct it");
    RoundsOptions copy = copy();
    copy.validationShare = share;
    return copy;
  }

  /** Whether a look at the frozen cases counts clicks too, which takes some times as long. */
  public RoundsOptions countClicks(boolean on) {
    RoundsOptions copy = copy();
    copy.countClicks = on;
    return copy;
  }
}
