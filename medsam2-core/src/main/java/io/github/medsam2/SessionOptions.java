// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.session.MemoryBudget;
import io.github.medsam2.session.MemoryPolicy;
import org.jspecify.annotations.Nullable;

/** How a session behaves. Immutable; methods with an argument return changed options. */
public final class SessionOptions {
  private static final SessionOptions DEFAULTS =
      new SessionOptions(
          new Values(MemoryPolicy.DEFAULT, MemoryBudget.DEFAULT, true, MaskCleanup.NONE, false));

  private final Values values;

  private SessionOptions(Values values) {
    this.values = values;
  }

  private record Values(
      MemoryPolicy policy,
      MemoryBudget budget,
      boolean prefetch,
      MaskCleanup cleanup,
      boolean nonOverlapping) {}

  /** Our policy, the default budget, prefetching; masks are shown as they are found. */
  public static SessionOptions defaults() {
    return DEFAULTS;
  }

  /** What objects remember. */
  public MemoryPolicy policy() {
    return values.policy;
  }

  /** With another policy. */
  public SessionOptions policy(MemoryPolicy other) {
    requireGiven(other, "a memory policy");
    return new SessionOptions(
        new Values(other, values.budget, values.prefetch, values.cleanup, values.nonOverlapping));
  }

  /** What the session may keep. */
  public MemoryBudget budget() {
    return values.budget;
  }

  /** With another budget. */
  public SessionOptions budget(MemoryBudget other) {
    requireGiven(other, "a memory budget");
    return new SessionOptions(
        new Values(values.policy, other, values.prefetch, values.cleanup, values.nonOverlapping));
  }

  /** Whether the next frame is embedded while the present one is tracked. */
  public boolean prefetch() {
    return values.prefetch;
  }

  /** With prefetching on or off. */
  public SessionOptions prefetch(boolean on) {
    return new SessionOptions(
        new Values(values.policy, values.budget, on, values.cleanup, values.nonOverlapping));
  }

  /**
   * What is mended in every mask, on the decoder's own grid; holes get the logit 0.1 and islands
   * -0.1. As in the original, a mended prompted frame is remembered so, while the memory of a
   * tracked frame is made of the mask before it is mended.
   */
  public MaskCleanup cleanup() {
    return values.cleanup;
  }

  /** With masks mended in a way. */
  public SessionOptions cleanup(MaskCleanup how) {
    requireGiven(how, "a cleanup, or MaskCleanup.NONE");
    return new SessionOptions(
        new Values(values.policy, values.budget, values.prefetch, how, values.nonOverlapping));
  }

  /**
   * Whether each pixel of a frame belongs to one object at most: that of the highest logit, the
   * first prompted of equals; the logits of the others are at most -10 there. As in the original
   * this acts on what is shown, on the frames' own grid, and on nothing that is remembered. An
   * object's masks then depend on which others are there; otherwise they never do.
   */
  public boolean nonOverlapping() {
    return values.nonOverlapping;
  }

  /** With objects that share no pixel, or may. */
  public SessionOptions nonOverlapping(boolean on) {
    return new SessionOptions(
        new Values(values.policy, values.budget, values.prefetch, values.cleanup, on));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionOptions o && values.equals(o.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** {@code SessionOptions[policy=.., budget=.., prefetch=true, ..]}. */
  @Override
  public String toString() {
    return "SessionOptions" + values.toString().substring(Values.class.getSimpleName().length());
  }
}
