package io.github.medsam2.benchmarks;

import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Schema;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A checkpoint that has the keys, shapes and size of a published one and made-up numbers, so that a
 * benchmark opens a real file as a user does and needs no download.
 */
final class BenchmarkModel {

  private BenchmarkModel() {}

  /** The file benchmarks use when none is named, in the folder for temporary files. */
  static Path defaultFile() {
    return Path.of(System.getProperty("java.io.tmpdir"), "medsam2-benchmarks", "sam2.1-tiny.pt");
  }

  /**
   * Writes the file, the same for the same configuration, and the folder it is in; a file that is
   * there is replaced.
   */
  static void write(Path file, ModelConfig config) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Schema.of(config).forEach((key, shape) -> tensors.put(key, values(key, shape)));
    TorchZip.write(file, tensors, Map.of());
  }

  private static HostTensor values(String key, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.count())];
    Random random = new Random(key.hashCode());
    double base = base(key, shape);
    double scale = scale(key, shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (base + scale * (2 * random.nextDouble() - 1));
    }
    return HostTensor.of(values, shape.dims());
  }

  /** Norms scale by about one, so that activations neither die out nor overflow. */
  private static double base(String key, Shape shape) {
    if (key.endsWith("gamma")) {
      return 0.5;
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
