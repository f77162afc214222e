// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.error.InvalidInputException;

/**
 * What an object remembers, where the original's versions differ from each other and from us.
 *
 * <table>
 * <caption>Difference by difference</caption>
 * <tr><th></th><th>{@link #DEFAULT}</th><th>{@link #ORIGINAL}</th><th>{@link #LEGACY}</th></tr>
 * <tr><td>a pass backward after one forward</td><td>sees its own memories; the order of passes does
 *     not matter</td><td colspan="2">sees the forward pass's memories, and overwrites them</td></tr>
 * <tr><td>a prompt on a tracked frame</td><td>conditions all other frames, is never tracked
 *     over</td><td>is remembered like a tracked frame and overwritten by the next pass</td><td>is
 *     remembered like a tracked frame and stays as it is in later passes</td></tr>
 * <tr><td>frames before an object's first prompt, in a forward pass</td><td>left out; {@code
 *     Direction.BOTH} reaches them backwards</td><td colspan="2">tracked, with a memory of the
 *     future and no pointer</td></tr>
 * <tr><td>conditioning frames seen at once</td><td colspan="3">all</td></tr>
 * </table>
 *
 * <p>The same in all three: every object has its own memory, and objects may be added at any time.
 * The original's first predictor shares conditioning frames among objects, so that a frame prompted
 * for one says "absent" to the others, and takes no object once tracking began; {@code LEGACY} does
 * not reproduce that and equals it for a single object, as MedSAM2's volume scripts use it.
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
 * @param maxConditioning conditioning frames seen at once, at least 2: the nearest before the
 *     frame, the nearest at or after it, then the nearest of the others, which otherwise count as
 *     tracked frames, as {@code max_cond_frames_in_attn} of the original; 0 for all
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

  /** Checks the number. */
  public MemoryPolicy {
    if (maxConditioning < 0 || maxConditioning == 1) {
      throw new InvalidInputException(
          "conditioning frames seen at once",
          "2 or more, or 0 for all",
          maxConditioning + "",
          "allow one on either side of a frame");
    }
  }

  /** With this many conditioning frames seen at once. */
  public MemoryPolicy maxConditioning(int most) {
    return new MemoryPolicy(
        sharedDirections, correctionsCondition, keepsCorrections, trackBeforePrompt, most);
  }
}
