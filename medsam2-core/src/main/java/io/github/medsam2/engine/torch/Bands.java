// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution of a large map in bands of rows: the patches of all its pixels, nine times the map
 * for a kernel of 3x3, would be the largest array of the network.
 *
 * @param in sizes of the map
 * @param kernel sizes of the weight
 * @param stride both ways
 * @param padding on all sides
 * @param height of the result
 * @param width of the result
 * @param most values of patches in memory at once
 */
record Bands(Shape in, Shape kernel, int stride, int padding, long height, long width, long most) {
  /** 128 MiB. */
  static final long MOST = 1L << 25;

  /** How many bands there are. */
  long count() {
    return (height + rows() - 1) / rows();
  }

  /** Rows of the result in a band. */
  private long rows() {
    long values = in.get(0) * in.get(1) * kernel.get(2) * kernel.get(3) * width;
    return Math.max(1, most / Math.max(1, values));
  }

  PtNDArray convolve(TorchOps ops, PtNDArray x, PtNDArray weight, int groups) {
    List<PtNDArray> bands = new ArrayList<>();
    try {
      for (long from = 0; from < height; from += rows()) {
        bands.add(band(ops, x, weight, groups, from, Math.min(height, from + rows())));
      }
      return JniUtils.cat(bands.toArray(PtNDArray[]::new), 2);
    } finally {
      bands.forEach(PtNDArray::close);
    }
  }

  /** Rows of the result, of those rows of the map that they are made of. */
  private PtNDArray band(
      TorchOps ops, PtNDArray x, PtNDArray weight, int groups, long from, long to) {
    long first = from * stride - padding;
    long last = (to - 1) * stride - padding + kernel.get(2);
    long above = Math.max(0, -first);
    long below = Math.max(0, last - in.get(2));
    try (PtNDArray rows = JniUtils.slice(x, 2, first + above, last - below, 1);
        PtNDArray like = ops.like(stride, padding, groups, to - from, width, above, below)) {
      return ops.script().convolveBand(ops.manager(), rows, weight, like);
    }
  }
}
