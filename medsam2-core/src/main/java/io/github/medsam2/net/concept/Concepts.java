// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.layer.SinePositions;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.ops.Slot;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All instances of a concept on an image: the stations of SAM 3's detector and the programs that
 * join them. It stands beside {@link io.github.medsam2.net.Sam2} on the same trunk and shares
 * nothing else with it. Start reading here.
 *
 * <pre>
 *   "coronary stent"          example boxes          image, the detector's own neck
 *          |                        |                      |  coarse, middle, fine
 *   {@link ReadWords}        {@link LookAtExamples} &lt;-------+----------------+
 *          |                        |                      |                |
 *          +-----> prompt &lt;------+               {@link LookAtImage}    |
 *                    |                                     |                |
 *                    +------------> {@link ReadPrompt} &lt;----+                |
 *                    |                   | image that has read              |
 *                    +----> {@link FindInstances} --> boxes, scores, presence |
 *                    |                   | queries kept                     |
 *                    +----> {@link PaintMasks} &lt;-------------------------+ --> masks
 * </pre>
 *
 * <p>Words are read once for all images, an image is looked at once for all prompts. With C the
 * width, g the feature grid, P tokens of a prompt and Q queries. Programs are records: equal
 * programs may share what an engine prepared.
 *
 * @param config sizes
 * @param side g of the feature grid
 */
public record Concepts(ConceptConfig config, int side) {

  /** A sequence to its words, one part after the other. */
  public List<ReadWords> readWords() {
    return IntStream.range(0, ReadWords.parts(config))
        .mapToObj(part -> new ReadWords(config, part))
        .toList();
  }

  /** Example boxes to tokens. */
  public LookAtExamples lookAtExamples(boolean boxes) {
    return new LookAtExamples(this, boxes);
  }

  /** What every prompt on an image needs of it. */
  public LookAtImage lookAtImage() {
    return new LookAtImage(this);
  }

  /** An image that has read a prompt. */
  public ReadPrompt readPrompt() {
    return new ReadPrompt(this);
  }

  /** Boxes and scores. */
  public FindInstances findInstances() {
    return new FindInstances(this);
  }

  /** Masks of those that are kept. */
  public PaintMasks paintMasks() {
    return new PaintMasks(this);
  }

  static <T> Layers<T> root(Ops<T> ops) {
    return Layers.root(ops).at(ConceptConfig.ROOT);
  }

  Port tokens(Slot slot) {
    return slot.floats(1, (long) side * side, config.width());
  }

  Port coarse() {
    return ConceptSlots.COARSE.floats(1, config.width(), side, side);
  }

  /** A map (1, C, g, g) as tokens (1, g * g, C). */
  <T> T tokens(Ops<T> ops, T map) {
    return ops.permute(ops.reshape(map, 1, config.width(), (long) side * side), 0, 2, 1);
  }

  /** Where each token is: (1, g * g, C). */
  <T> T place(Layers<T> root) {
    float[] sine = SinePositions.grid(side, config.width());
    return root.constant(sine, 1, (long) side * side, config.width());
  }
}
