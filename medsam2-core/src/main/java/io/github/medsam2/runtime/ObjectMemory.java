// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.Heading;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The memory bank of one object: its conditioning frames, and for each heading the frames tracked
 * last. Immutable: every change gives a new bank that shares the frames, so that keeping an old one
 * for undo costs little.
 */
public final class ObjectMemory {
  /** A bank that remembers nothing. */
  public static final ObjectMemory EMPTY =
      new ObjectMemory(Map.of(), FrameMap.empty(), FrameMap.empty(), FrameMap.empty());

  private final Map<Integer, FrameOutput> conditioning;
  private final FrameMap<FrameOutput> forward;
  private final FrameMap<FrameOutput> backward;
  private final FrameMap<FrameOutput> kept;

  private ObjectMemory(
      Map<Integer, FrameOutput> conditioning,
      FrameMap<FrameOutput> forward,
      FrameMap<FrameOutput> backward,
      FrameMap<FrameOutput> kept) {
    this.conditioning = Collections.unmodifiableMap(conditioning);
    this.forward = forward;
    this.backward = backward;
    this.kept = kept;
  }

  /** Conditioning frames in the order they were prompted. */
  public Map<Integer, FrameOutput> conditioning() {
    return conditioning;
  }

  /** Corrected frames that do not condition but stay as they are. */
  public FrameMap<FrameOutput> kept() {
    return kept;
  }

  /** What was tracked on frames with a heading and is still remembered. */
  public FrameMap<FrameOutput> tracked(Heading heading) {
    return heading == Heading.FORWARD ? forward : backward;
  }

  /** What was tracked on a frame with a heading, if it is still remembered. */
  public @Nullable FrameOutput tracked(int frame, Heading heading) {
    return tracked(heading).at(frame);
  }

  /** What is known of a frame, prompted or tracked with either heading. */
  public @Nullable FrameOutput at(int frame) {
    FrameOutput found = conditioning.get(frame);
    found = found != null ? found : forward.at(frame);
    return found != null ? found : backward.at(frame);
  }

  /** With a conditioning frame, which is no tracked frame any more. */
  public ObjectMemory conditionedOn(FrameOutput output) {
    int frame = output.frame();
    Map<Integer, FrameOutput> c = new LinkedHashMap<>(conditioning);
    c.put(frame, output);
    return new ObjectMemory(
        c, forward.without(frame), backward.without(frame), kept.without(frame));
  }

  /** With another memory of a conditioning frame that is there. */
  public ObjectMemory with(FrameOutput output) {
    Map<Integer, FrameOutput> c = new LinkedHashMap<>(conditioning);
    c.replace(output.frame(), output);
    return new ObjectMemory(c, forward, backward, kept);
  }

  /** The conditioning frame furthest from another. */
  public Optional<Integer> furthestFrom(int frame) {
    return conditioning.keySet().stream().max(Comparator.comparingInt(c -> Math.abs(c - frame)));
  }

  /**
   * With a correction that is remembered among the tracked frames.
   *
   * @param headings the walks that see it
   * @param keep whether it stays as it is when it is walked over
   */
  public ObjectMemory corrected(FrameOutput output, Set<Heading> headings, boolean keep) {
    ObjectMemory m = tracked(output, headings, Integer.MAX_VALUE);
    return keep
        ? new ObjectMemory(m.conditioning, m.forward, m.backward, kept.with(output.frame(), output))
        : m;
  }

  /**
   * With a tracked frame; those furthest from it are forgotten beyond a number.
   *
   * @param headings the walks that see it
   * @param keep how many are remembered for each heading
   */
  public ObjectMemory tracked(FrameOutput output, Set<Heading> headings, int keep) {
    return new ObjectMemory(
        conditioning,
        headings.contains(Heading.FORWARD) ? with(forward, output, keep) : forward,
        headings.contains(Heading.BACKWARD) ? with(backward, output, keep) : backward,
        kept);
  }

  /** Without anything prompted or tracked on a frame. */
  public ObjectMemory without(int frame) {
    Map<Integer, FrameOutput> c = new LinkedHashMap<>(conditioning);
    c.remove(frame);
    return new ObjectMemory(
        c, forward.without(frame), backward.without(frame), kept.without(frame));
  }

  /** Without a prompted frame, which may be a tracked one again. */
  public ObjectMemory unprompted(int frame) {
    Map<Integer, FrameOutput> c = new LinkedHashMap<>(conditioning);
    c.remove(frame);
    return new ObjectMemory(c, forward, backward, kept.without(frame));
  }

  /** With only those tracked frames that came before a place in the order of outputs. */
  public ObjectMemory before(int order) {
    return new ObjectMemory(
        conditioning,
        forward.where((f, o) -> o.order() < order),
        backward.where((f, o) -> o.order() < order),
        kept);
  }

  private static FrameMap<FrameOutput> with(
      FrameMap<FrameOutput> map, FrameOutput output, int keep) {
    FrameMap<FrameOutput> m = map.with(output.frame(), output);
    while (m.size() > keep) {
      Integer first = m.first();
      Integer last = m.last();
      if (first == null || last == null) {
        return m;
      }
      m = m.without(output.frame() - first >= last - output.frame() ? first : last);
    }
    return m;
  }
}
