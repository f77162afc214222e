// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.DecoderConfig;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.trunk.hiera.Hiera;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A complete network of random weights, a few megabytes small: it runs, and knows nothing. */
final class UntrainedNetwork {

  /** Every station of the published network, at a thousandth of the work. */
  static final ModelConfig CONFIG =
      new ModelConfig(
          "untrained",
          128,
          new Hiera(16, List.of(1, 1, 2, 1), 1, List.of(8, 4, 14, 7), Set.of(3), 7),
          64,
          new MemoryConfig(16, 2, 256, 7, 2, true, true),
          new DecoderConfig(2048, 32, 256, true));

  private UntrainedNetwork() {}

  /** Writes the checkpoint, as torch would; the same seed gives the same weights. */
  static void write(Path checkpoint, long seed) {
    Random random = new Random(seed);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    CONFIG.keys().forEach((key, shape) -> tensors.put(key, tensor(key, shape, random)));
    TorchZip.write(checkpoint, tensors, Map.of("training", "none"));
  }

  /** The usual start of training: products keep the variance, norms change nothing. */
  private static HostTensor tensor(String key, Shape shape, Random random) {
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
