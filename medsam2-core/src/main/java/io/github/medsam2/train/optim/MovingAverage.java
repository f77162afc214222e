// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import io.github.medsam2.engine.Training;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.HostTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A moving average of parameters, which often does better than the last of them when data are few:
 * after update t (from 0) it moves to {@code d average + (1 - d) value} with d the smaller of the
 * decay and {@code (1 + t) / (10 + t)}. Not thread-safe.
 */
public final class MovingAverage {
  private final double decay;
  private final Map<String, HostTensor> values = new LinkedHashMap<>();

  /**
   * An average that starts at these values.
   *
   * @param decay 0 to below 1; 0 is no average but the last values
   * @param start float32, by key
   */
  public MovingAverage(double decay, Map<String, HostTensor> start) {
    if (!(decay >= 0 && decay < 1)) {
      throw new InvalidInputException(
          "decay of the moving average", "0 to below 1", decay + "", "correct the number");
    }
    this.decay = decay;
    values.putAll(start);
  }

  /** Takes in the parameters after an update. */
  public void take(Training training, long update) {
    double keep = Math.min(decay, (1.0 + update) / (10.0 + update));
    values.replaceAll((key, average) -> moved(average, training.value(key), keep));
  }

  private static HostTensor moved(HostTensor average, HostTensor value, double keep) {
    float[] a = average.toFloatArray();
    float[] v = value.toFloatArray();
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) (keep * a[i] + (1 - keep) * v[i]);
    }
    return HostTensor.of(a, average.shape().dims());
  }

  /** The averages by key; a view. */
  public Map<String, HostTensor> values() {
    return Collections.unmodifiableMap(values);
  }
}
