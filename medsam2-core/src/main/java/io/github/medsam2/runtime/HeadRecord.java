// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.config.Schema;

/**
 * What a checkpoint's reading heads remember of their training. Immutable; nobody writes to the
 * array.
 *
 * @param classCounts cases of each of the 29 segments that training has seen
 * @param intervalFactor half the width of the 90 % interval, in standard deviations
 */
public record HeadRecord(float[] classCounts, float intervalFactor) {

  static HeadRecord of(Weights weights) {
    return new HeadRecord(
        read(weights, "class_counts"), Math.max(0, read(weights, "interval_factor")[0]));
  }

  private static float[] read(Weights weights, String name) {
    return weights.get(Schema.READING_HEADS + "." + name).toFloat32().toFloatArray();
  }
}
