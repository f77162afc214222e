// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import io.github.medsam2.error.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * How much a session may keep. Its memory grows up to this and no further, however long the cine:
 * what is beyond is recomputed (features) or forgotten (tracked frames). Beside it the scores of
 * tracked frames stay, 2 KiB per frame, object and direction at 512 pixels; those of live frames go
 * with the frames.
 *
 * <p>Immutable; methods with an argument return a changed budget.
 */
public final class MemoryBudget {
  private static final int TRACKED = 16;

  /** 256 MiB of features: 64 frames at 512 pixels; 32 tracked frames; all prompted frames. */
  public static final MemoryBudget DEFAULT = new MemoryBudget(new Values(256L << 20, 32, 0));

  private final Values values;

  private MemoryBudget(Values values) {
    this.values = values;
  }

  private record Values(long embeddings, int trackedFrames, int promptedFrames) {}

  /**
   * Bytes of image features kept; at least those of two frames are. The frame that was prompted
   * last holds 4.5 MiB more at 512 pixels.
   */
  public long embeddings() {
    return values.embeddings;
  }

  /**
   * With this many bytes of features.
   *
   * @param bytes 0 or more
   */
  public MemoryBudget embeddings(long bytes) {
    return checked(new Values(bytes, values.trackedFrames, values.promptedFrames));
  }

  /**
   * Tracked frames remembered per object and direction; older ones cannot be corrected with the
   * memory of their neighbours.
   */
  public int trackedFrames() {
    return values.trackedFrames;
  }

  /**
   * With this many tracked frames.
   *
   * @param frames at least 16
   */
  public MemoryBudget trackedFrames(int frames) {
    return checked(new Values(values.embeddings, frames, values.promptedFrames));
  }

  /**
   * Conditioning frames remembered per object; beyond them the one furthest in time from the frame
   * just prompted is forgotten with its prompts, and with the memories of frames tracked since they
   * were given; answers that were corrected since stay. 0 for all: then memory grows with what is
   * prompted, and with nothing else.
   */
  public int promptedFrames() {
    return values.promptedFrames;
  }

  /**
   * With this many conditioning frames.
   *
   * @param frames at least 1, or 0 for all
   */
  public MemoryBudget promptedFrames(int frames) {
    return checked(new Values(values.embeddings, values.trackedFrames, frames));
  }

  private static MemoryBudget checked(Values v) {
    if (v.embeddings < 0 || v.trackedFrames < TRACKED || v.promptedFrames < 0) {
      throw new InvalidInputException(
          "memory budget",
          "0 or more bytes of features, 16 or more tracked and 0 or more prompted frames",
          v.embeddings + " bytes, " + v.trackedFrames + " and " + v.promptedFrames + " frames",
          "give a larger budget");
    }
    return new MemoryBudget(v);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MemoryBudget b && values.equals(b.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** {@code MemoryBudget[embeddings=268435456, trackedFrames=32, promptedFrames=0]}. */
  @Override
  public String toString() {
    return "MemoryBudget" + values.toString().substring(Values.class.getSimpleName().length());
  }
}
