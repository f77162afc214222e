// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.layer.SinePositions;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;

/**
 * When things were remembered: a learned row per age of a map, a sine encoding per distance of a
 * pointer.
 *
 * @param root all layers of the checkpoint
 * @param config sizes
 * @param <T> the engine's value
 */
public record MemoryTimes<T>(Layers<T> root, TrackerConfig config) {

  /**
   * @param rows (F) int64: 0 for the frame before the present one, 1 for the one before that, ...;
   *     the last row for conditioning frames
   * @return (F, 1, M)
   */
  public T maps(T rows) {
    Ops<T> ops = root.ops();
    int width = config.memory().width();
    T table = ops.reshape(root.param("maskmem_tpos_enc"), config.memory().frames(), width);
    return ops.reshape(ops.gather(table, rows), Shape.ANY, 1, width);
  }

  /** Pointers (1, p, C) cut into tokens as wide as a memory, (1, p * C/M, M). */
  public T pointers(T pointers) {
    return root.ops().reshape(pointers, 1, Shape.ANY, config.memory().width());
  }

  /**
   * @param distances (1, p, C) from {@link #encodeDistances}
   * @return (1, p * C/M, M): the tokens of a pointer share its time
   */
  public T pointerTimes(T distances) {
    Ops<T> ops = root.ops();
    int width = config.memory().width();
    int split = config.width() / width;
    if (!config.memory().pointerTimes()) {
      return ops.affine(pointers(distances), 0, 0);
    }
    T times = root.linear(distances, "obj_ptr_tpos_proj"); // (1, p, M)
    times = ops.reshape(times, Shape.ANY, 1, width);
    T copies = root.constant(new float[split * width], 1, split, width);
    return ops.reshape(ops.add(times, copies), 1, Shape.ANY, width);
  }

  /**
   * Encodes distances for {@link #pointerTimes}: all sines, then all cosines.
   *
   * @param distances frames between a pointer's frame and the present one, over the longest
   *     distance of the bank; may exceed 1
   * @param width channels C of the model
   * @return distances.length x C, row-major
   */
  public static float[] encodeDistances(double[] distances, int width) {
    float[] out = new float[distances.length * width];
    for (int i = 0; i < distances.length; i++) {
      SinePositions.distance(distances[i], out, i * width, width);
    }
    return out;
  }
}
