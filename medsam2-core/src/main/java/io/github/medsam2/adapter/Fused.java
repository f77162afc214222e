// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Several corrections of one weight, or of some of its rows, as one of a higher rank. */
final class Fused {
  private Fused() {}

  static double[] equalWeights(int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return weights;
  }

  static LowRank of(long rows, List<LowRank.Rows> parts, double[] weights) {
    if (parts.isEmpty()) {
      throw new InvalidInputException(
          "corrections to fuse", "at least one", "none", "leave the layer out");
    }
    LowRank first = parts.get(0).correction();
    parts.forEach(part -> requireFits(rows, part, first));
    int rank = parts.stream().mapToInt(p -> p.correction().rank()).sum();
    HostTensor a = HostTensor.zeros(first.a().dtype(), first.a().shape().with(0, rank));
    Shape outer = first.b().shape().with(0, rows).with(1, rank);
    HostTensor b = HostTensor.zeros(first.b().dtype(), outer);
    FloatBuffer above = a.floats();
    double scale = first.scale() * weights[0];
    int column = 0;
    for (int i = 0; i < parts.size(); i++) {
      LowRank part = parts.get(i).correction();
      above.put(part.a().floats());
      double factor = weights[i] * part.scale() == scale ? 1 : weights[i] * part.scale() / scale;
      put(b.floats(), rank, parts.get(i), column, factor);
      column += part.rank();
    }
    return new LowRank(a, b, scale * rank);
  }

  private static void put(FloatBuffer b, int rank, LowRank.Rows part, int column, double factor) {
    FloatBuffer from = part.correction().b().floats();
    int own = part.correction().rank();
    for (int i = 0; from.hasRemaining(); i++) {
      int row = (int) part.firstRow() + i / own;
      b.put(row * rank + column + i % own, (float) (factor * from.get()));
    }
  }

  private static void requireFits(long rows, LowRank.Rows part, LowRank first) {
    Shape shape = part.correction().weightShape();
    if (part.firstRow() < 0
        || part.firstRow() > rows - shape.dim(0)
        || !shape.with(0, 1).equals(first.weightShape().with(0, 1))) {
      throw new InvalidInputException(
          "corrections to fuse",
          "rows 0 to " + rows + " of a weight like " + first.weightShape(),
          "a weight " + shape + " from row " + part.firstRow(),
          "fuse corrections of one layer");
    }
  }
}
