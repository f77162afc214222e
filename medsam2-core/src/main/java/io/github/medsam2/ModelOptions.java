// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.net.config.ModelConfig;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a model is opened. Immutable; every method returns changed options.
 *
 * @param engineName {@code onnx} or {@code torch}; none for the preferred one that is available
 * @param engine threads, device, prepacking
 * @param imageSize side of the model's input in pixels; 0 for 512
 * @param adjust changes the configuration read off the checkpoint, for networks it cannot tell
 * @param intensity how images that are not 8-bit become grey values
 */
public record ModelOptions(
    @Nullable String engineName,
    EngineOptions engine,
    int imageSize,
    UnaryOperator<ModelConfig> adjust,
    Intensity intensity) {

  /** The preferred engine on all processors, sizes read off the checkpoint. */
  public static ModelOptions defaults() {
    return new ModelOptions(
        null, EngineOptions.DEFAULT, 0, UnaryOperator.identity(), Intensity.standard());
  }

  /** On the engine of this name. */
  public ModelOptions engine(String name) {
    return new ModelOptions(name, engine, imageSize, adjust, intensity);
  }

  /** With these engine options. */
  public ModelOptions engine(EngineOptions options) {
    return new ModelOptions(engineName, options, imageSize, adjust, intensity);
  }

  /** With this many threads for one run; 0 for one per processor. */
  public ModelOptions threads(int count) {
    return engine(engine.withThreads(count));
  }

  /** With another input size: the one the model was trained at. */
  public ModelOptions imageSize(int side) {
    return new ModelOptions(engineName, engine, side, adjust, intensity);
  }

  /** With a change to the configuration, such as other blocks of global attention. */
  public ModelOptions adjust(UnaryOperator<ModelConfig> change) {
    return new ModelOptions(engineName, engine, imageSize, change, intensity);
  }

  /** With another rule for 16-bit and float images, such as a CT window. */
  public ModelOptions intensity(Intensity rule) {
    return new ModelOptions(engineName, engine, imageSize, adjust, rule);
  }

  ModelConfig configure(ModelConfig inferred) {
    return adjust.apply(imageSize == 0 ? inferred : inferred.withImageSize(imageSize));
  }
}
