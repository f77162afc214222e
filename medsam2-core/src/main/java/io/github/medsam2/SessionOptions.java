// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.runtime.MemoryPolicy;

/**
 * How a session behaves. Immutable; every method returns changed options.
 *
 * @param policy what objects remember
 * @param budget what the session may keep
 * @param prefetch whether the next frame is embedded while the present one is tracked
 * @param cleanup what is mended in every mask, on the decoder's own grid; holes get the logit 0.1
 *     and islands -0.1. As in the original, a mended prompted frame is remembered so, while the
 *     memory of a tracked frame is made of the mask before it is mended
 * @param nonOverlapping whether each pixel of a frame belongs to one object at most: that of the
 *     highest logit, the first prompted of equals; the logits of the others are at most -10 there.
 *     As in the original this acts on what is shown, on the frames' own grid, and on nothing that
 *     is remembered. An object's masks then depend on which others are there; otherwise they never
 *     do
 */
public record SessionOptions(
    MemoryPolicy policy,
    MemoryBudget budget,
    boolean prefetch,
    MaskCleanup cleanup,
    boolean nonOverlapping) {

  /** Our policy, the default budget, prefetching; masks are shown as they are found. */
  public static SessionOptions defaults() {
    return new SessionOptions(
        MemoryPolicy.DEFAULT, MemoryBudget.DEFAULT, true, MaskCleanup.NONE, false);
  }

  /** With another policy. */
  public SessionOptions policy(MemoryPolicy other) {
    return new SessionOptions(other, budget, prefetch, cleanup, nonOverlapping);
  }

  /** With another budget. */
  public SessionOptions budget(MemoryBudget other) {
    return new SessionOptions(policy, other, prefetch, cleanup, nonOverlapping);
  }

  /** With prefetching on or off. */
  public SessionOptions prefetch(boolean on) {
    return new SessionOptions(policy, budget, on, cleanup, nonOverlapping);
  }

  /** With masks mended in a way. */
  public SessionOptions cleanup(MaskCleanup how) {
    return new SessionOptions(policy, budget, prefetch, how, nonOverlapping);
  }

  /** With objects that share no pixel, or may. */
  public SessionOptions nonOverlapping(boolean on) {
    return new SessionOptions(policy, budget, prefetch, cleanup, on);
  }
}
