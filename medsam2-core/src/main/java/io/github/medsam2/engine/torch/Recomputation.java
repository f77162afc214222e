// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Outermost scopes of one step that are run twice: first keeping their results alone; later, from
 * the last to the first, once more, and gradients pass through each block as soon as it stands
 * again. A block's result is a leaf to what follows, and a block finds what it reads where it lay,
 * so nothing but the scopes themselves has to be told.
 *
 * <p>Gradients are recorded the first time too, only to see which results have any: a block of
 * frozen parameters and of images is not run again, wherever in a step it stands.
 */
final class Recomputation {

  /**
   * A block that was run.
   *
   * @param body the block
   * @param results its results as what follows it sees them
   */
  private record Block(Supplier<List<NDArray>> body, List<NDArray> results) {}

  private final TrainingScript script;
  private final Deque<Block> blocks = new ArrayDeque<>();
  private boolean inside;

  Recomputation(TrainingScript script) {
    this.script = script;
  }

  /** The results of a scope. */
  List<NDArray> run(TorchLossOps ops, Supplier<List<NDArray>> body) {
    if (inside || !JniUtils.isGradMode()) {
      return ops.kept(body);
    }
    // What gradients need of the block dies with its own values, before the next one is run.
    List<NDArray> results = inside(() -> ops.kept(() -> seen(ops, body.get())));
    if (results.stream().anyMatch(NDArray::hasGradient)) {
      blocks.push(new Block(body, results));
    }
    return results;
  }

  /** What follows a block sees of its results: leaves, where gradients reach them. */
  private List<NDArray> seen(TorchLossOps ops, List<NDArray> values) {
    List<Boolean> recorded = script.recorded(values);
    List<NDArray> seen = new ArrayList<>();
    for (NDArray value : values) {
      seen.add(recorded.get(seen.size()) ? leaf(ops, value) : value);
    }
    return seen;
  }

  private static PtNDArray leaf(TorchLossOps ops, NDArray value) {
    PtNDArray leaf = JniUtils.detachGradient((PtNDArray) value);
    ops.made(leaf);
    JniUtils.attachGradient(leaf, true);
    return leaf;
  }

  private <R> R inside(Supplier<R> action) {
    inside = true;
    try {
      return action.get();
    } finally {
      inside = false;
    }
  }

  /** Takes the gradients of a loss back through all blocks. */
  void backward(TorchLossOps ops, NDArray loss, PtNDArray seed, Gradients gradients) {
    gradients.add(List.of(loss), List.of(seed), boundaries());
    while (!blocks.isEmpty()) {
      Block block = blocks.pop();
      if (block.results().stream().anyMatch(gradients::reached)) {
        inside(() -> ops.kept(() -> again(block, gradients)));
      }
    }
  }

  private List<NDArray> again(Block block, Gradients gradients) {
    List<NDArray> values = block.body().get();
    List<NDArray> of = new ArrayList<>();
    List<PtNDArray> seeds = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      PtNDArray seed = gradients.take(block.results().get(i));
      if (seed != null) {
        of.add(values.get(i));
        seeds.add(seed);
      }
    }
    gradients.add(of, seeds, boundaries());
    seeds.forEach(PtNDArray::close);
    return List.of();
  }

  /** The results of the blocks that are still to come. */
  private List<NDArray> boundaries() {
    return blocks.stream()
        .flatMap(block -> block.results().stream())
        .filter(NDArray::hasGradient)
        .toList();
  }
}
