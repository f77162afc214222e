// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import io.github.medsam2.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

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
 * <tr><td>prompts cleared, or replaced by another box or mask</td><td>are as if they had never
 *     been: what was tracked since is forgotten, and corrections of it are answered again</td><td
 *     colspan="2">what was tracked since stays remembered, and so does the answer of a cleared
 *     frame, as that of a tracked one, once a walk has seen it</td></tr>
 * <tr><td>what else depends on the network: {@link Habits}</td><td colspan="3">as it was
 *     trained</td></tr>
 * </table>
 *
 * <p>The same in all three: every object has its own memory, and objects may be added at any time.
 * The original's first predictor shares conditioning frames among objects, so that a frame prompted
 * for one says "absent" to the others, and takes no object once tracking began; {@code LEGACY} does
 * not reproduce that and equals it for a single object, as MedSAM2's volume scripts use it.
 *
 * <p>Immutable; methods with an argument return a changed policy.
 */
public final class MemoryPolicy {
  /** Ours: directions apart, corrections that stick. */
  public static final MemoryPolicy DEFAULT =
      new MemoryPolicy(new Values(false, true, true, false, true, 0, Habits.AS_TRAINED, false));

  /** The original's newer predictor: one memory per object, shared by both directions. */
  public static final MemoryPolicy ORIGINAL =
      new MemoryPolicy(new Values(true, false, false, true, false, 0, Habits.AS_TRAINED, false));

  /** The original's first predictor, which MedSAM2 uses, for one object. */
  public static final MemoryPolicy LEGACY =
      new MemoryPolicy(new Values(true, false, true, true, false, 0, Habits.AS_TRAINED, false));

  private final Values values;

  private MemoryPolicy(Values values) {
    this.values = values;
  }

  private record Values(
      boolean sharedDirections,
      boolean correctionsCondition,
      boolean keepsCorrections,
      boolean trackBeforePrompt,
      boolean forgetsCleared,
      int maxConditioning,
      Habits habits,
      boolean selective) {}

  /**
   * Whether a backward pass sees the memories of a forward pass before it and the other way round.
   * The original shares them, so its result depends on the order of the passes; here every
   * direction has its own.
   */
  public boolean sharedDirections() {
    return values.sharedDirections;
  }

  /** With directions that share their memories, or do not. */
  public MemoryPolicy sharedDirections(boolean shared) {
    return new MemoryPolicy(
        new Values(
            shared,
            values.correctionsCondition,
            values.keepsCorrections,
            values.trackBeforePrompt,
            values.forgetsCleared,
            values.maxConditioning,
            values.habits,
            values.selective));
  }

  /**
   * Whether a prompt on a frame that was tracked before turns it into a conditioning frame, seen by
   * all others. The original does not by default, and users find that their corrections do not
   * stick.
   */
  public boolean correctionsCondition() {
    return values.correctionsCondition;
  }

  /** With corrections that condition other frames, or do not. */
  public MemoryPolicy correctionsCondition(boolean condition) {
    return new MemoryPolicy(
        new Values(
            values.sharedDirections,
            condition,
            values.keepsCorrections,
            values.trackBeforePrompt,
            values.forgetsCleared,
            values.maxConditioning,
            values.habits,
            values.selective));
  }

  /**
   * Where corrections do not condition: whether a corrected frame is kept as it is in the next pass
   * (the original's first predictor) or tracked again and overwritten.
   */
  public boolean keepsCorrections() {
    return values.keepsCorrections;
  }

  /** With corrected frames that stay as they are, or do not. */
  public MemoryPolicy keepsCorrections(boolean keeps) {
    return new MemoryPolicy(
        new Values(
            values.sharedDirections,
            values.correctionsCondition,
            keeps,
            values.trackBeforePrompt,
            values.forgetsCleared,
            values.maxConditioning,
            values.habits,
            values.selective));
  }

  /** Whether a forward pass also tracks an object on frames before its first prompt. */
  public boolean trackBeforePrompt() {
    return values.trackBeforePrompt;
  }

  /** With frames before the first prompt tracked by a forward pass, or left out. */
  public MemoryPolicy trackBeforePrompt(boolean track) {
    return new MemoryPolicy(
        new Values(
            values.sharedDirections,
            values.correctionsCondition,
            values.keepsCorrections,
            track,
            values.forgetsCleared,
            values.maxConditioning,
            values.habits,
            values.selective));
  }

  /**
   * Whether prompts that are taken back, by clearing their frame or by another box or mask on it,
   * take back what they led to: the object is then what it would be without them, less the walks
   * since. The original keeps it, and the answer itself as that of a tracked frame once a walk has
   * seen it; another box there refines the mask of the first. With the last prompt of an object
   * everything is forgotten either way.
   */
  public boolean forgetsCleared() {
    return values.forgetsCleared;
  }

  /** With prompts that take back what they led to, or do not. */
  public MemoryPolicy forgetsCleared(boolean forgets) {
    return new MemoryPolicy(
        new Values(
            values.sharedDirections,
            values.correctionsCondition,
            values.keepsCorrections,
            values.trackBeforePrompt,
            forgets,
            values.maxConditioning,
            values.habits,
            values.selective));
  }

  /**
   * Conditioning frames seen at once: the nearest before the frame, the nearest at or after it,
   * then the nearest of the others, which otherwise count as tracked frames, as {@code
   * max_cond_frames_in_attn} of the original; 0 for as many as the {@link #habits} say.
   */
  public int maxConditioning() {
    return values.maxConditioning;
  }

  /**
   * With this many conditioning frames seen at once.
   *
   * @param most at least 2, or 0 for as many as the habits say
   */
  public MemoryPolicy maxConditioning(int most) {
    if (most < 0 || most == 1) {
      throw new InvalidInputException(
          "conditioning frames seen at once",
          "2 or more, or 0 for all",
          most + "",
          "allow one on either side of a frame");
    }
    return new MemoryPolicy(
        new Values(
            values.sharedDirections,
            values.correctionsCondition,
            values.keepsCorrections,
            values.trackBeforePrompt,
            values.forgetsCleared,
            most,
            values.habits,
            values.selective));
  }

  /** How the tracker is used where SAM 2 and SAM 3 differ. */
  public Habits habits() {
    return values.habits;
  }

  /** With other habits than the network was trained with, or those in any case. */
  public MemoryPolicy habits(Habits other) {
    return new MemoryPolicy(
        new Values(
            values.sharedDirections,
            values.correctionsCondition,
            values.keepsCorrections,
            values.trackBeforePrompt,
            values.forgetsCleared,
            values.maxConditioning,
            InvalidInputException.requireGiven(other, "habits"),
            values.selective));
  }

  /**
   * Whether frames that were tracked badly are passed over in memory, as in SAM 3's video model: a
   * frame counts when the presence of the object there, times the predicted IoU, is above 0.01. The
   * frame just before always does.
   */
  public boolean selective() {
    return values.selective;
  }

  /** With memories selected by what they are worth, or by their age alone. */
  public MemoryPolicy selective(boolean select) {
    return new MemoryPolicy(
        new Values(
            values.sharedDirections,
            values.correctionsCondition,
            values.keepsCorrections,
            values.trackBeforePrompt,
            values.forgetsCleared,
            values.maxConditioning,
            values.habits,
            select));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MemoryPolicy p && values.equals(p.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** {@code MemoryPolicy[sharedDirections=false, correctionsCondition=true, ..]}. */
  @Override
  public String toString() {
    return "MemoryPolicy" + values.toString().substring(Values.class.getSimpleName().length());
  }
}
