// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.reading.coronary.CoronaryReading;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes readings of what the heads answer and of what they remember of their training.
 *
 * @param classCounts cases of each of the 29 segments that training has seen
 * @param intervalFactor half the width of the 90 % interval, in standard deviations
 */
record HeadReader(float[] classCounts, float intervalFactor) {
  /** A spread beyond 100 percent says no more than one of 100; an exponential has no such bound. */
  private static final double MOST = 100;

  static HeadReader of(Weights weights) {
    return new HeadReader(
        remembered(weights, "class_counts"),
        Math.max(0, remembered(weights, "interval_factor")[0]));
  }

  private static float[] remembered(Weights weights, String name) {
    String key = CoronaryConfig.READING_HEADS + "." + name;
    return weights.get(key).toFloat32().toFloatArray();
  }

  /**
   * The readings of (B, n) masks, row by row.
   *
   * @param views one per prompt, or none when they are unknown
   */
  List<MaskReading> read(Map<Slot, HostTensor> outputs, List<ViewAngle> views) {
    HostTensor cass = Objects.requireNonNull(outputs.get(CoronarySlots.CASS));
    int masks = Math.toIntExact(cass.shape().dim(1));
    int rows = Math.toIntExact(cass.shape().dim(0)) * masks;
    List<MaskReading> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      float[] logits = new float[Math.toIntExact(cass.shape().dim(2))];
      cass.floats().get(i * logits.length, logits);
      double spread = Math.min(MOST, Math.exp(at(outputs, CoronarySlots.LOG_SPREAD, i)));
      all.add(
          new CoronaryReading(
              logits,
              classCounts,
              at(outputs, CoronarySlots.STENOSIS, i),
              (float) spread,
              intervalFactor,
              views.isEmpty() ? null : views.get(i / masks)));
    }
    return List.copyOf(all);
  }

  private static float at(Map<Slot, HostTensor> outputs, Slot slot, int row) {
    return Objects.requireNonNull(outputs.get(slot)).floats().get(row);
  }
}
