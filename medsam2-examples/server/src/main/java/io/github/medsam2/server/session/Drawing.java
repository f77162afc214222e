// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a user has done so far and what is shown of it, for clients that tell one gesture at a time.
 * Not thread-safe: used under the lock of its session.
 */
public final class Drawing {
  private static final int MOST_UNDONE = 32;

  private final List<Gesture> gestures = new ArrayList<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private byte[] shown = new byte[0];
  private boolean follow = true;
  private boolean unsure;

  private record Step(List<Gesture> gestures, Runs shown) {}

  /** Nothing is drawn on a grid of so many voxels. */
  public void clear(int voxels) {
    gestures.clear();
    steps.clear();
    shown = new byte[voxels];
    unsure = false;
  }

  /** As it was when it was kept; what the client shows of it is not known. */
  void restore(List<Gesture> kept, int voxels) {
    clear(voxels);
    gestures.addAll(kept);
    unsure = true;
  }

  /** Adds a gesture, which {@link #undo} takes back. */
  public void add(List<Gesture> more) {
    if (steps.size() == MOST_UNDONE) {
      steps.removeLast();
    }
    steps.addFirst(new Step(List.copyOf(gestures), Runs.of(shown)));
    gestures.addAll(more);
  }

  /** Takes back the last gesture and what came of it; empty where there is none. */
  public Optional<byte[]> undo() {
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    Step step = steps.removeFirst();
    gestures.clear();
    gestures.addAll(step.gestures());
    return Optional.of(step.shown().expand(shown.length));
  }

  /** All gestures. */
  public List<Gesture> gestures() {
    return List.copyOf(gestures);
  }

  /** What is shown; not to be written to. */
  public byte[] shown() {
    return shown;
  }

  /** Shows something else, of the same size. Returns whether the client may show anything. */
  public boolean show(byte[] voxels) {
    boolean wasUnsure = unsure;
    shown = voxels;
    unsure = false;
    return wasUnsure;
  }

  /** Whether what is shown must be found again first. */
  boolean isUnsure() {
    return unsure && !gestures.isEmpty();
  }

  /** What was shown before the end of the process; what the client shows is still not known. */
  void recover(byte[] voxels) {
    shown = voxels;
  }

  /** Whether objects are followed to all slices. */
  public boolean follows() {
    return follow;
  }

  /** Whether objects are to be followed to all slices. */
  public void follow(boolean on) {
    follow = on;
  }
}
