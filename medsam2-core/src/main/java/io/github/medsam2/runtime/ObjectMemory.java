// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The memory bank of one object: its conditioning frames, and for each direction the frames tracked
 * last. Immutable: every change gives a new bank that shares the frames, so that keeping an old one
 * for undo costs little.
 */
public final class ObjectMemory {
  /** A bank that remembers nothing. */
  public static final ObjectMemory EMPTY =
      new ObjectMemory(Map.of(), new TreeMap<>(), new TreeMap<>(), Map.of());

  private final Map<Integer, FrameOutput> conditioning;
  private final NavigableMap<Integer, FrameOutput> forward;
  private final NavigableMap<Integer, FrameOutput> backward;
  private final Map<Integer, FrameOutput> kept;

  private ObjectMemory(
      Map<Integer, FrameOutput> conditioning,
      NavigableMap<Integer, FrameOutput> forward,
      NavigableMap<Integer, FrameOutput> backward,
      Map<Integer, FrameOutput> kept) {
    this.conditioning = conditioning;
    this.forward = forward;
    this.backward = backward;
    this.kept = kept;
  }

  /** Conditioning frames in the order they were prompted. */
  public Map<Integer, FrameOutput> conditioning() {
    return Collections.unmodifiableMap(conditioning);
  }

  /** Corrected frames that do not condition but stay as they are. */
  public Map<Integer, FrameOutput> kept() {
    return Collections.unmodifiableMap(kept);
  }

  /** What was tracked on a frame in a direction, if it is still remembered. */
  public @Nullable FrameOutput tracked(int frame, boolean reverse) {
    return (reverse ? backward : forward).get(frame);
  }

  /** What is known of a frame, prompted or tracked in either direction. */
  public @Nullable FrameOutput at(int frame) {
    FrameOutput found = conditioning.get(frame);
    found = found != null ? found : forward.get(frame);
    return found != null ? found : backward.get(frame);
  }

  /** With a conditioning frame, which is no tracked frame any more. */
  public ObjectMemory conditionedOn(FrameOutput output) {
    Map<Integer, FrameOutput> c = new LinkedHashMap<>(conditioning);
    c.put(output.frame(), output);
    return new ObjectMemory(
        c,
        without(forward, output.frame()),
        without(backward, output.frame()),
        withoutKept(output.frame()));
  }

  /** The conditioning frame furthest from another. */
  public Optional<Integer> furthestFrom(int frame) {
    return conditioning.keySet().stream().max(Comparator.comparingInt(c -> Math.abs(c - frame)));
  }

  /** With a correction that is remembered among the tracked frames. */
  public ObjectMemory corrected(FrameOutput output, boolean reverse, MemoryPolicy policy) {
    ObjectMemory m = tracked(output, reverse, policy, Integer.MAX_VALUE);
    Map<Integer, FrameOutput> k = new LinkedHashMap<>(kept);
    if (policy.keepsCorrections()) {
      k.put(output.frame(), output);
    }
    return new ObjectMemory(m.conditioning, m.forward, m.backward, k);
  }

  /** With a tracked frame; those furthest from it are forgotten beyond {@code keep}. */
  public ObjectMemory tracked(FrameOutput output, boolean reverse, MemoryPolicy policy, int keep) {
    boolean both = policy.sharedDirections();
    return new ObjectMemory(
        conditioning,
        both || !reverse ? with(forward, output, keep) : forward,
        both || reverse ? with(backward, output, keep) : backward,
        kept);
  }

  /** Without anything prompted or tracked on a frame. */
  public ObjectMemory without(int frame) {
    Map<Integer, FrameOutput> c = new LinkedHashMap<>(conditioning);
    c.remove(frame);
    return new ObjectMemory(
        c, without(forward, frame), without(backward, frame), withoutKept(frame));
  }

  private Map<Integer, FrameOutput> withoutKept(int frame) {
    Map<Integer, FrameOutput> k = new LinkedHashMap<>(kept);
    k.remove(frame);
    return k;
  }

  private static NavigableMap<Integer, FrameOutput> with(
      NavigableMap<Integer, FrameOutput> map, FrameOutput output, int keep) {
    NavigableMap<Integer, FrameOutput> m = new TreeMap<>(map);
    m.put(output.frame(), output);
    while (m.size() > keep) {
      boolean first = output.frame() - m.firstKey() >= m.lastKey() - output.frame();
      m.remove(first ? m.firstKey() : m.lastKey());
    }
    return m;
  }

  private static NavigableMap<Integer, FrameOutput> without(
      NavigableMap<Integer, FrameOutput> map, int frame) {
    NavigableMap<Integer, FrameOutput> m = new TreeMap<>(map);
    m.remove(frame);
    return m;
  }
}
