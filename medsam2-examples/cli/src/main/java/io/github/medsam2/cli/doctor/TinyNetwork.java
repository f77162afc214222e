// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.doctor;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A network of the shape of xca-nano with numbers from a generator: it knows nothing, and is the
 * same on every machine and in every version, whatever the shipped weights are.
 */
final class TinyNetwork {

  private static final Set<String> LATER_PROMPTS =
      Set.of(
          "sam_prompt_encoder.box_fill",
          "sam_prompt_encoder.click_fill",
          "sam_prompt_encoder.box_fit");

  /** The object is always there: the memory of one that is not would hide the memory's numbers. */
  private static final String PRESENCE = "pred_obj_score_head.layers.2.bias";

  private TinyNetwork() {}

  static Checkpoint weights() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    try (Checkpoint shapes = XcaNano.weights()) {
      for (String key : shapes.keys()) {
        if (!isLater(key)) {
          tensors.put(key, new StoredTensor(value(key, shapes.get(key).value().shape()), null));
        }
      }
    }
    return Checkpoint.of("self-test", tensors);
  }

  /**
   * Later weights have parts for words and readings, see prompts painted and fit answers to boxes;
   * the test does without.
   */
  private static boolean isLater(String key) {
    return key.startsWith("text_prompt_encoder.")
        || key.startsWith("reading_heads.")
        || LATER_PROMPTS.contains(key);
  }

  /** The usual start of training: products keep the variance, norms change nothing. */
  private static HostTensor value(String key, Shape shape) {
    if (key.endsWith(PRESENCE)) {
      return HostTensor.of(new float[] {3}, shape.dims());
    }
    Random random = new Random(key.hashCode());
    float[] values = new float[Math.toIntExact(shape.count())];
    boolean norm = shape.rank() == 1 && key.endsWith(".weight");
    boolean bias = shape.rank() == 1 && !norm;
    double deviation = Math.sqrt((double) shape.dim(0) / shape.count());
    for (int i = 0; i < values.length; i++) {
      values[i] = norm ? 1 : bias ? 0 : (float) (deviation * random.nextGaussian());
    }
    return HostTensor.of(values, shape.dims());
  }
}
