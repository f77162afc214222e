// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connected pieces of an answer, some of which are kept. */
final class BoxPieces {
  /** Dust that is not looked at, as a part of the heaviest piece. */
  private static final double DUST = 0.02;

  /** A piece must bring the bounding box nearer to the drawn one by so much (IoU). */
  private static final double NEARER = 0.03;

  private record Piece(int name, double weight, BoxFit.Box bounds) {
    Piece with(Piece other) {
      return new Piece(name, weight + other.weight, bounds.with(other.bounds));
    }
  }

  private final Components components;
  private final Map<Integer, Piece> pieces = new HashMap<>();
  private final Set<Integer> kept = new HashSet<>();

  private BoxPieces(Components components) {
    this.components = components;
  }

  static BoxPieces of(float[] logits, int width) {
    BitSet inside = new BitSet(logits.length);
    for (int i = 0; i < logits.length; i++) {
      inside.set(i, logits[i] > 0);
    }
    BoxPieces out = new BoxPieces(Components.of(width, logits.length / width, 1, inside));
    for (int run = 0; run < out.components.runs(); run++) {
      Piece part = out.part(run, logits, width);
      out.pieces.merge(part.name, part, Piece::with);
    }
    return out;
  }

  private Piece part(int run, float[] logits, int width) {
    int from = components.from(run);
    int to = components.to(run);
    double weight = 0;
    for (int i = from; i < to; i++) {
      weight += logits[i];
    }
    int x = from % width;
    int y = from / width;
    BoxFit.Box bounds = new BoxFit.Box(x, y, x + to - from, y + 1);
    return new Piece(components.component(run), weight, bounds);
  }

  boolean none() {
    return pieces.isEmpty();
  }

  private Piece heaviest() {
    return pieces.values().stream()
        .max(Comparator.comparingDouble(Piece::weight).thenComparing(p -> -p.name))
        .orElseThrow();
  }

  /** Keeps what weighs a part of the heaviest; returns the bounds of all that is kept. */
  BoxFit.Box keepHeavy(double part) {
    Piece first = heaviest();
    BoxFit.Box bounds = first.bounds;
    for (Piece p : pieces.values()) {
      if (p.weight >= part * first.weight) {
        kept.add(p.name);
        bounds = bounds.with(p.bounds);
      }
    }
    return bounds;
  }

  /** Keeps the heaviest, and one after the other what brings the bounds nearest to a box. */
  BoxFit.Box keepTowards(BoxFit.Box box) {
    Piece first = heaviest();
    kept.add(first.name);
    BoxFit.Box bounds = first.bounds;
    List<Piece> others =
        new ArrayList<>(
            pieces.values().stream()
                .filter(p -> p.name != first.name && p.weight > DUST * first.weight)
                .sorted(Comparator.comparingInt(Piece::name))
                .toList());
    Piece next = nearest(others, bounds, box);
    while (next != null) {
      others.remove(next);
      kept.add(next.name);
      bounds = bounds.with(next.bounds);
      next = nearest(others, bounds, box);
    }
    return bounds;
  }

  private static @Nullable Piece nearest(List<Piece> others, BoxFit.Box bounds, BoxFit.Box box) {
    Piece best = null;
    double iou = bounds.iou(box) + NEARER;
    for (Piece p : others) {
      double with = bounds.with(p.bounds).iou(box);
      if (with > iou) {
        best = p;
        iou = with;
      }
    }
    return best;
  }

  /** Negates the logits of the pieces that were not kept. */
  void negateOthers(float[] logits) {
    for (int run = 0; run < components.runs(); run++) {
      if (!kept.contains(components.component(run))) {
        for (int i = components.from(run); i < components.to(run); i++) {
          logits[i] = -logits[i];
        }
      }
    }
  }
}
