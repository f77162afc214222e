// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.resample.Taps;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames that are pushed while a session runs, of a cine whose length nobody knows yet. Only the
 * latest are retained: a frame beyond them is dropped and cannot be read again. Pushing never
 * waits, so a walk that is slower than the frames come skips those it missed; push only as many as
 * it can follow where each counts.
 *
 * <p>Thread-safe: one thread may push what another follows.
 */
public final class LiveFrames implements FrameSource {
  private final int width;
  private final int height;
  private final int retained;
  private final Deque<Image> latest = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int count;
  private boolean ended;

  private LiveFrames(int width, int height, int retained) {
    this.width = width;
    this.height = height;
    this.retained = retained;
  }

  /**
   * A source without frames so far.
   *
   * @param width columns of every frame
   * @param height rows of every frame
   * @param retained how many of the latest frames can be read, at least 2
   */
  public static LiveFrames of(int width, int height, int retained) {
    Taps.checkTarget(width, height);
    if (retained < 2) {
      throw new InvalidInputException(
          "live frames", "at least 2 frames retained", retained + "", "retain more");
    }
    return new LiveFrames(width, height, retained);
  }

  /**
   * Adds a frame; its samples are copied.
   *
   * @param frame 8-bit, of the size of all; map others with a fixed rule before, since the whole
   *     range of values is not known yet
   * @return its index
   */
  public int push(Image frame) {
    check(requireGiven(frame, "a frame"));
    ByteBuffer pixels = ByteBuffer.allocate(frame.pixels().remaining()).put(frame.pixels()).flip();
    Image copy = Image.of(width, height, frame.channels(), PixelType.UINT8, pixels);
    lock.lock();
    try {
      if (ended) {
        throw new InvalidInputException(
            "live frames", "no frame after the end", "another", "open another source for it");
      }
      latest.addLast(copy);
      if (latest.size() > retained) {
        latest.removeFirst();
      }
      changed.signalAll();
      return count++;
    } finally {
      lock.unlock();
    }
  }

  private void check(Image frame) {
    boolean fits = frame.width() == width && frame.height() == height;
    if (!fits || frame.type() != PixelType.UINT8) {
      throw new InvalidInputException(
          "live frame",
          width + "x" + height + " of 8 bits",
          frame.width() + "x" + frame.height() + " of type " + frame.type(),
          "resize it, or map it to 8 bits with one rule for all frames");
    }
  }

  /** Says that no frame will follow; walks end after the last. Idempotent. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The number of frames pushed so far, those dropped included. */
  @Override
  public int count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int first() {
    lock.lock();
    try {
      return count - latest.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the end has not been declared. */
  @Override
  public boolean isLive() {
    lock.lock();
    try {
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public Image frame(int index) {
    lock.lock();
    try {
      int first = count - latest.size();
      if (index < first || index >= count) {
        throw new InvalidInputException(
            "live frame",
            latest.isEmpty() ? "a frame pushed before" : first + " to " + (count - 1),
            index < first ? index + ", which was dropped" : index + ", which has not come",
            "ask for one of the latest " + retained + " frames, or retain more");
      }
      return latest.stream().skip(index - first).findFirst().orElseThrow();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean await(int index, Duration atMost) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.convert(atMost);
    lock.lockInterruptibly();
    try {
      while (index >= count && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      return index < count;
    } finally {
      lock.unlock();
    }
  }

  /** {@code live frames 16 to 19 of 512x512, more to come}. */
  @Override
  public String toString() {
    lock.lock();
    try {
      String which = latest.isEmpty() ? "" : " " + (count - latest.size()) + " to " + (count - 1);
      String rest = ended ? ", ended" : ", more to come";
      return "live frames" + which + " of " + width + "x" + height + rest;
    } finally {
      lock.unlock();
    }
  }
}
