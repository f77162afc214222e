// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.coronary;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Begins what a published checkpoint lacks for coronary angiograms: the text encoder and the
 * reading heads, untrained.
 *
 * <pre>{@code
 * Weights weights = CoronaryHeads.addTo(Checkpoint.open(Path.of("MedSAM2_latest.pt")), 1);
 * Safetensors.write(Path.of("coronary.safetensors"), weights.values(), Map.of());
 * }</pre>
 *
 * <p>The masks of prompts without words stay what they were. Words and readings mean nothing before
 * training; the readings say so by class counts of zero.
 */
public final class CoronaryHeads {
  private static final float EMBEDDING = 0.1f;
  private static final float LAST_LAYER = 0.1f;

  /** Half of a normal distribution's 90 % interval, in standard deviations. */
  private static final float NORMAL_90 = 1.6449f;

  /** A first guess at the standard deviation of a stenosis, in percent. */
  private static final double SPREAD = 15;

  /** Modules whose layers all begin as inner ones, but the last one of the surroundings. */
  private static final List<String> INNER =
      List.of(CoronaryConfig.SURROUNDINGS, CoronaryConfig.PLACES);

  private CoronaryHeads() {}

  /**
   * Weights with the parts they lack, small random numbers from a seed: the same ones for the same
   * seed.
   *
   * @throws InvalidInputException when all parts are there
   */
  public static Weights addTo(Weights weights, long seed) {
    ModelConfig config = ConfigInference.infer(weights);
    if (config.extension().equals(CoronaryConfig.ALL)) {
      throw new InvalidInputException(
          weights.source(),
          "weights without text encoder, reading heads or their surroundings",
          "weights with all",
          "go on training these");
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    weights.keys().forEach(key -> tensors.put(key, weights.get(key)));
    config
        .withExtension(CoronaryConfig.ALL)
        .keys()
        .forEach(
            (key, shape) -> {
              if (!weights.keys().contains(key)) {
                tensors.put(key, new StoredTensor(begin(key, shape, seed), null));
              }
            });
    return Checkpoint.of(weights.source() + " with new coronary heads", tensors);
  }

  private static HostTensor begin(String key, Shape shape, long seed) {
    float[] values = new float[Math.toIntExact(shape.count())];
    if (shape.rank() == 1) {
      Arrays.fill(values, constant(key));
    } else {
      Random random = new Random(seed * 31 + key.hashCode());
      float bound = bound(key, shape);
      for (int i = 0; i < values.length; i++) {
        values[i] = bound * (2 * random.nextFloat() - 1);
      }
    }
    return HostTensor.of(values, shape.dims());
  }

  private static float constant(String key) {
    if (key.endsWith("_norm.weight")) {
      return 1;
    }
    String name = key.substring(key.indexOf('.') + 1);
    return switch (name) {
      case "stenosis_log_spread.bias" -> (float) Math.log(SPREAD);
      case "interval_factor" -> NORMAL_90;
      default -> 0;
    };
  }

  /** Uniform within one over the root of the inputs; less where a layer speaks to the outside. */
  private static float bound(String key, Shape shape) {
    if (key.contains("_embed.")) {
      return EMBEDDING;
    }
    float bound = (float) Math.sqrt((double) shape.dim(0) / shape.count());
    boolean around = INNER.stream().anyMatch(key::contains) && !key.contains(".out.");
    boolean inner = around || key.contains("layers.0") || key.contains("pooled_proj");
    return inner ? bound : LAST_LAYER * bound;
  }
}
