// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@link RuleWeights} of a whole network in a file, mapped as a user's checkpoint is, so that no
 * test holds them on the heap. One file for each network, deleted when the JVM ends.
 */
public final class RuleCheckpoint {
  private static final Map<Map<String, Shape>, Path> FILES = new ConcurrentHashMap<>();

  private RuleCheckpoint() {}

  /** The weights of a configuration; its image size does not matter. */
  public static Weights of(ModelConfig config) {
    return Checkpoint.open(FILES.computeIfAbsent(config.keys(), RuleCheckpoint::write));
  }

  private static Path write(Map<String, Shape> shapes) {
    Weights weights = new RuleWeights(shapes, 1);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    shapes.keySet().forEach(key -> tensors.put(key, weights.get(key).value()));
    try {
      Path file = Files.createTempFile("rule-weights", ".safetensors");
      file.toFile().deleteOnExit();
      Safetensors.write(file, tensors, Map.of());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
