// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.reference.Nd;
import io.github.medsam2.engine.reference.ReferenceLossOps;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Gradients against differences of losses that plain loops compute. */
public final class Slopes {
  private static final double STEP = 4e-3;

  /** Losses are rounded to float32: about 1e-7 of the loss over the step. */
  private static final double TOLERANCE = 1e-3;

  private Slopes() {}

  /** The loss by plain loops. */
  public static double loss(
      TrainingStep step, Map<String, HostTensor> tensors, ParameterView view) {
    Weights weights = MapWeights.inMemory(tensors);
    Nd value = step.build(new ReferenceLossOps(weights, view)).value();
    return value.toHost().floats().get(0);
  }

  /** Along the gradient the loss rises by its norm, across it by nothing. */
  public static void check(
      TrainingStep step,
      Map<String, HostTensor> tensors,
      ParameterView view,
      String key,
      HostTensor gradient) {
    assertThat(gradient.shape()).as(key).isEqualTo(requireNonNull(tensors.get(key)).shape());
    float[] g = gradient.toFloatArray();
    double norm = norm(g);
    assertThat(norm).as("gradient of %s", key).isPositive();
    float[] across = across(g, norm);
    double along = slope(step, tensors, view, key, g, norm);
    double aside = slope(step, tensors, view, key, across, norm(across));
    double allowed = TOLERANCE * Math.max(1, norm);
    assertThat(Math.abs(along - norm))
        .as("%s: norm %s, slope %s", key, norm, along)
        .isLessThanOrEqualTo(allowed);
    assertThat(Math.abs(aside)).as("%s: slope across", key).isLessThanOrEqualTo(allowed);
  }

  private static double slope(
      TrainingStep step,
      Map<String, HostTensor> tensors,
      ParameterView view,
      String key,
      float[] direction,
      double norm) {
    if (norm == 0) {
      return 0;
    }
    double up = loss(step, moved(tensors, key, direction, STEP / norm), view);
    double down = loss(step, moved(tensors, key, direction, -STEP / norm), view);
    return (up - down) / (2 * STEP);
  }

  private static Map<String, HostTensor> moved(
      Map<String, HostTensor> tensors, String key, float[] direction, double by) {
    float[] values = requireNonNull(tensors.get(key)).toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (by * direction[i]);
    }
    Map<String, HostTensor> out = new LinkedHashMap<>(tensors);
    out.put(key, HostTensor.of(values, requireNonNull(tensors.get(key)).shape().dims()));
    return out;
  }

  /** A random direction less its part along the gradient. */
  private static float[] across(float[] g, double norm) {
    Random random = new Random(5);
    float[] d = new float[g.length];
    double dot = 0;
    for (int i = 0; i < g.length; i++) {
      d[i] = (float) random.nextGaussian();
      dot += d[i] * g[i] / norm;
    }
    for (int i = 0; i < g.length; i++) {
      d[i] -= (float) (dot * g[i] / norm);
    }
    return d;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum);
  }
}
