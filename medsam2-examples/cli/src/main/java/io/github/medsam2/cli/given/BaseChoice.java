// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.Preset;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.engine.EngineOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which weights, and where they run. */
public final class BaseChoice {

  @Option(
      names = {"-m", "--model"},
      paramLabel = "FILE",
      order = 100,
      description =
          "weights: a .pt as torch writes it, or .safetensors; otherwise xca-nano, a small model"
              + " for coronary angiograms that comes with this program")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      order = 102,
      description = "onnx or torch; otherwise the first that is there")
  private Optional<String> engine = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "NAME",
      order = 103,
      description = "cpu or gpu:0; otherwise cpu")
  private Optional<String> device = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 104,
      description = "threads of one run; otherwise one per processor")
  private int threads;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      order = 105,
      description =
          "exact (float32), fast (large products in 8 bits), or auto: fast where this processor"
              + " gains by it; otherwise exact")
  private Preset preset = Preset.EXACT;

  @Option(
      names = "--image-size",
      paramLabel = "N",
      order = 106,
      description = "side of the model's input in pixels; otherwise as it was trained")
  private int imageSize;

  /** The file of the weights; none for xca-nano. */
  public Optional<Path> file() {
    return file;
  }

  /** The weights; the caller closes them. */
  public Checkpoint weights() {
    return OpenModel.weights(file);
  }

  /** How a model is opened here. */
  public ModelOptions options() {
    EngineOptions runs = EngineOptions.DEFAULT.withThreads(threads);
    runs = device.map(runs::withDevice).orElse(runs);
    ModelOptions options = ModelOptions.defaults().preset(preset).imageSize(imageSize).engine(runs);
    return engine.map(options::engine).orElse(options);
  }

  /** The threads asked for; 0 for one per processor. */
  public int threads() {
    return threads;
  }

  /** The side of the input asked for; 0 for the usual one. */
  public int imageSize() {
    return imageSize;
  }
}
