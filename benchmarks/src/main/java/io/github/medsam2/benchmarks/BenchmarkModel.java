// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Presets;
import io.github.medsam2.net.tracker.DecoderConfig;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.trunk.hiera.Hiera;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A checkpoint that has the keys and shapes of a published one and made-up numbers, so that a
 * benchmark opens a real file as a user does and needs no download.
 */
enum BenchmarkModel {
  /** The size of the published file. */
  TINY("tiny", Presets.sam21Tiny()),
  /** The same stations and the same 512 pixels, a fiftieth of the work: for long cines. */
  NANO("nano", nano()),
  /** 4.2 million weights, the shape of the model for coronary angiograms. */
  SMALL("small", small());

  private final String label;
  private final ModelConfig config;

  BenchmarkModel(String label, ModelConfig config) {
    this.label = label;
    this.config = config;
  }

  private static ModelConfig nano() {
    return new ModelConfig(
        "sam2.1-reduced",
        512,
        new Hiera(16, List.of(1, 1, 2, 1), 1, List.of(8, 4, 14, 7), Set.of(3), 7),
        64,
        new MemoryConfig(16, 2, 256, 7, 2, true, true),
        new DecoderConfig(2048, 32, 256, true));
  }

  private static ModelConfig small() {
    return new ModelConfig(
        "sam2.1-small",
        512,
        new Hiera(32, List.of(1, 2, 3, 1), 1, List.of(8, 4, 14, 7), Set.of(4), 7),
        128,
        new MemoryConfig(32, 2, 512, 7, 2, true, true),
        new DecoderConfig(2048, 64, 256, true));
  }

  static BenchmarkModel named(String label) {
    return Arrays.stream(values())
        .filter(m -> m.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "--model", "tiny, small or nano", label, "correct the name"));
  }

  /** How it is named on the command line and in tables. */
  String label() {
    return label;
  }

  ModelConfig config() {
    return config;
  }

  /** The file benchmarks use when none is named, in the folder for temporary files. */
  Path defaultFile() {
    String name = "sam2.1-" + label + ".pt";
    return Path.of(System.getProperty("java.io.tmpdir"), "medsam2-benchmarks", name);
  }

  /**
   * Writes a file, the same for the same configuration, and the folder it is in; a file that is
   * there is replaced.
   */
  static void write(Path file, ModelConfig config) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    config.keys().forEach((key, shape) -> tensors.put(key, values(key, shape)));
    TorchZip.write(file, tensors, Map.of());
  }

  static HostTensor values(String key, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.count())];
    Random random = new Random(key.hashCode());
    double base = base(key, shape);
    double scale = scale(key, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (base + scale * (2 * random.nextDouble() - 1));
    }
    return HostTensor.of(values, shape.dims());
  }

  /**
   * Norms scale by about one, so that activations neither die out nor overflow; the object is there
   * on every frame.
   */
  private static double base(String key, Shape shape) {
    if (key.endsWith("gamma")) {
      return 0.5;
    }
    if (key.endsWith("pred_obj_score_head.layers.2.bias")) {
      return 5;
    }
    return key.endsWith(".weight") && shape.rank() == 1 ? 1 : 0;
  }

  /** Products keep the variance of their input: each weight's own is one over its fan-in. */
  private static double scale(String key, Shape shape) {
    if (key.endsWith(".bias") || shape.rank() == 1) {
      return 0.3;
    }
    return Math.sqrt(3.0 * shape.dim(0) / shape.count());
  }
}
