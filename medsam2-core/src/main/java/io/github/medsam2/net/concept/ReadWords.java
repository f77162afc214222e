// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * A part of reading a sequence, two blocks of the text encoder: the first takes {@link
 * ConceptSlots#IDS} and {@link ConceptSlots#PLACES}, the others {@link ConceptSlots#HIDDEN} of the
 * one before, all of them {@link ConceptSlots#CAUSAL}; the last gives {@link ConceptSlots#WORDS}.
 *
 * @param config sizes
 * @param part from 0 on
 */
public record ReadWords(ConceptConfig config, int part) implements Program {
  private static final int BLOCKS = 2;

  /** How many parts there are. */
  static int parts(ConceptConfig config) {
    return Math.max(1, (config.text().layers() + BLOCKS - 1) / BLOCKS);
  }

  /** Whether it is given this. */
  public boolean takes(Slot slot) {
    return inputs().stream().anyMatch(port -> port.name().equals(slot.name()));
  }

  private boolean isLast() {
    return part == parts(config) - 1;
  }

  private Slot result() {
    return isLast() ? ConceptSlots.WORDS : ConceptSlots.HIDDEN;
  }

  @Override
  public String name() {
    return "text encoder, part " + part;
  }

  @Override
  public List<Port> inputs() {
    Port causal = ConceptSlots.CAUSAL.floats(1, 1, Shape.ANY, Shape.ANY);
    return part == 0
        ? List.of(
            ConceptSlots.IDS.longs(1, Shape.ANY), ConceptSlots.PLACES.longs(1, Shape.ANY), causal)
        : List.of(ConceptSlots.HIDDEN.floats(1, Shape.ANY, config.text().width()), causal);
  }

  @Override
  public List<String> outputs() {
    return Values.names(List.of(result()));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> at = Concepts.root(ops).at(ConceptConfig.TEXT);
    TextEncoder<T> encoder = new TextEncoder<>(at, config.text());
    T before =
        part == 0
            ? encoder.begin(in.get(ConceptSlots.IDS), in.get(ConceptSlots.PLACES))
            : in.get(ConceptSlots.HIDDEN);
    int from = part * BLOCKS;
    int to = Math.min(config.text().layers(), from + BLOCKS);
    T after = encoder.blocks(before, in.get(ConceptSlots.CAUSAL), from, to);
    Values<T> out = Values.empty();
    out.put(result(), isLast() ? encoder.end(after) : after);
    return out.byName();
  }
}
