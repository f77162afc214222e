package io.github.medsam2;

import io.github.medsam2.runtime.MemoryPolicy;

/**
 * How a session behaves. Immutable; every method returns changed options.
 *
 * @param policy what objects remember
 * @param budget what the session may keep
 * @param prefetch whether the next frame is embedded while the present one is tracked
 */
public record SessionOptions(MemoryPolicy policy, MemoryBudget budget, boolean prefetch) {

  /** Our policy, the default budget, prefetching. */
  public static SessionOptions defaults() {
    return new SessionOptions(MemoryPolicy.DEFAULT, MemoryBudget.DEFAULT, true);
  }

  /** With another policy. */
  public SessionOptions policy(MemoryPolicy other) {
    return new SessionOptions(other, budget, prefetch);
  }

  /** With another budget. */
  public SessionOptions budget(MemoryBudget other) {
    return new SessionOptions(policy, other, prefetch);
  }

  /** With prefetching on or off. */
  public SessionOptions prefetch(boolean on) {
    return new SessionOptions(policy, budget, on);
  }
}
