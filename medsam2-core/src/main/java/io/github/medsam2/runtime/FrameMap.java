// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Values by frame, in the order of frames. Immutable: a change gives another map that shares all
 * but a few nodes with this one, so that the state after every frame of a long cine can be kept.
 *
 * @param <V> the values, which are not to be changed either
 */
public final class FrameMap<V> extends AbstractMap<Integer, V> {
  private static final FrameMap<?> EMPTY = new FrameMap<>(null);

  private final @Nullable Node<V> root;

  private FrameMap(@Nullable Node<V> root) {
    this.root = root;
  }

  /** A treap: ordered by frame from left to right, by rank from top to bottom. */
  private record Node<V>(
      int frame, V value, @Nullable Node<V> left, @Nullable Node<V> right, int size) {

    static <V> Node<V> of(int frame, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
      return new Node<>(frame, value, left, right, 1 + size(left) + size(right));
    }

    Node<V> with(@Nullable Node<V> less, @Nullable Node<V> more) {
      return of(frame, value, less, more);
    }

    static int size(@Nullable Node<?> node) {
      return node == null ? 0 : node.size;
    }

    boolean isAbove(int other) {
      return Integer.compareUnsigned(rank(frame), rank(other)) >= 0;
    }

    /** Spreads frames evenly, no two alike, so that the depth is that of a random tree. */
    private static int rank(int frame) {
      int mixed = (frame ^ frame >>> 16) * 0x7feb352d;
      return (mixed ^ mixed >>> 15) * 0x846ca68b;
    }
  }

  /** A map of no frames. */
  @SuppressWarnings("unchecked") // holds no value of any type
  public static <V> FrameMap<V> empty() {
    return (FrameMap<V>) EMPTY;
  }

  /** The value of a frame; none where it has none. */
  public @Nullable V at(int frame) {
    Node<V> n = root;
    while (n != null && n.frame != frame) {
      n = frame < n.frame ? n.left : n.right;
    }
    return n == null ? null : n.value;
  }

  /** With a value, in the place of the frame's earlier one. */
  public FrameMap<V> with(int frame, V value) {
    return new FrameMap<>(put(root, Node.of(frame, value, null, null)));
  }

  private static <V> Node<V> put(@Nullable Node<V> n, Node<V> added) {
    if (n == null) {
      return added;
    }
    if (n.frame == added.frame) {
      return added.with(n.left, n.right);
    }
    if (!n.isAbove(added.frame)) {
      return added.with(below(n, added.frame), from(n, added.frame));
    }
    return added.frame < n.frame
        ? n.with(put(n.left, added), n.right)
        : n.with(n.left, put(n.right, added));
  }

  private static <V> @Nullable Node<V> below(@Nullable Node<V> n, int frame) {
    if (n == null) {
      return null;
    }
    return n.frame < frame ? n.with(n.left, below(n.right, frame)) : below(n.left, frame);
  }

  private static <V> @Nullable Node<V> from(@Nullable Node<V> n, int frame) {
    if (n == null) {
      return null;
    }
    return n.frame >= frame ? n.with(from(n.left, frame), n.right) : from(n.right, frame);
  }

  /** Without a frame. */
  public FrameMap<V> without(int frame) {
    return at(frame) == null ? this : where((f, v) -> f != frame);
  }

  /** The frames that meet a condition; this map itself when all do. */
  public FrameMap<V> where(BiPredicate<Integer, V> condition) {
    FrameMap<V> kept = empty();
    for (Map.Entry<Integer, V> e : entrySet()) {
      if (condition.test(e.getKey(), e.getValue())) {
        kept = kept.with(e.getKey(), e.getValue());
      }
    }
    return kept.size() == size() ? this : kept;
  }

  /** Without the frames below one. */
  public FrameMap<V> from(int frame) {
    Integer lowest = first();
    return lowest == null || lowest >= frame ? this : new FrameMap<>(from(root, frame));
  }

  /** The lowest frame; none in an empty map. */
  public @Nullable Integer first() {
    Node<V> n = root;
    while (n != null && n.left != null) {
      n = n.left;
    }
    return n == null ? null : Integer.valueOf(n.frame);
  }

  /** The highest frame; none in an empty map. */
  public @Nullable Integer last() {
    Node<V> n = root;
    while (n != null && n.right != null) {
      n = n.right;
    }
    return n == null ? null : Integer.valueOf(n.frame);
  }

  @Override
  public @Nullable V get(@Nullable Object frame) {
    return frame instanceof Integer i ? at(i) : null;
  }

  @Override
  public boolean containsKey(@Nullable Object frame) {
    return get(frame) != null;
  }

  @Override
  public Set<Map.Entry<Integer, V>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<Integer, V>> {
    @Override
    public int size() {
      return Node.size(root);
    }

    @Override
    public Iterator<Map.Entry<Integer, V>> iterator() {
      return new Ascending<>(root);
    }
  }

  private static final class Ascending<V> implements Iterator<Map.Entry<Integer, V>> {
    private final Deque<Node<V>> left = new ArrayDeque<>();

    Ascending(@Nullable Node<V> root) {
      descend(root);
    }

    private void descend(@Nullable Node<V> from) {
      for (Node<V> n = from; n != null; n = n.left) {
        left.push(n);
      }
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public Map.Entry<Integer, V> next() {
      if (left.isEmpty()) {
        throw new NoSuchElementException();
      }
      Node<V> n = left.pop();
      descend(n.right);
      return Map.entry(n.frame, n.value);
    }
  }
}
