// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.loss.ReadingLoss;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network on its way out of a run, with what its heads remember of their training.
 *
 * @param validation what the heads are judged by
 * @param options of the run
 */
record NetworkFile(SampleSet validation, TrainerOptions options) {

  void write(Path file, Weights network) {
    String name = file.getFileName().toString();
    if (!name.endsWith(".pt") && !name.endsWith(".safetensors")) {
      throw new InvalidInputException(
          "export of a network", "a name ending in .pt or .safetensors", "another", "rename it");
    }
    Map<String, HostTensor> values =
        options.readings.map(rule -> remembering(network, rule)).orElse(network).values();
    if (name.endsWith(".pt")) {
      TorchZip.write(file, values, Map.of());
    } else {
      Safetensors.write(file, values, Map.of());
    }
  }

  private Weights remembering(Weights network, ReadingLoss rule) {
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    network.keys().forEach(key -> all.put(key, network.get(key)));
    rule.remembered(Evaluation.readings(network, validation, serving(options)))
        .forEach((key, value) -> all.put(key, new StoredTensor(value, null)));
    return Checkpoint.of(network.source(), all);
  }

  /** How a run's networks are judged. */
  static ModelOptions serving(TrainerOptions options) {
    return ModelOptions.defaults().threads(options.threads).imageSize(options.imageSize);
  }
}
