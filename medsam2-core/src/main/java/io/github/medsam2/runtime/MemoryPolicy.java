package io.github.medsam2.runtime;

/**
 * What an object remembers, where the original's versions differ from each other and from us.
 *
 * @param sharedDirections whether a backward pass sees the memories of a forward pass before it and
 *     the other way round. The original shares them, so its result depends on the order of the
 *     passes; here every direction has its own
 * @param correctionsCondition whether a prompt on a frame that was tracked before turns it into a
 *     conditioning frame, seen by all others. The original does not by default, and users find that
 *     their corrections do not stick
 * @param keepsCorrections where corrections do not condition: whether a corrected frame is kept as
 *     it is in the next pass (the original's first predictor) or tracked again and overwritten
 * @param trackBeforePrompt whether a forward pass also tracks an object on frames before its first
 *     prompt
 * @param maxConditioning conditioning frames seen at once, the nearest in time; 0 for all
 */
public record MemoryPolicy(
    boolean sharedDirections,
    boolean correctionsCondition,
    boolean keepsCorrections,
    boolean trackBeforePrompt,
    int maxConditioning) {

  /** Ours: directions apart, corrections that stick. */
  public static final MemoryPolicy DEFAULT = new MemoryPolicy(false, true, true, false, 0);

  /** The original's newer predictor: one memory per object, shared by both directions. */
  public static final MemoryPolicy ORIGINAL = new MemoryPolicy(true, false, false, true, 0);

  /** The original's first predictor, which MedSAM2 uses, for one object. */
  public static final MemoryPolicy LEGACY = new MemoryPolicy(true, false, true, true, 0);
}
