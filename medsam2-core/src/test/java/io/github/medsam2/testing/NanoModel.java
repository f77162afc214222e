// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Patterns;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.tensor.HostTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reduced network as a user has a model: a checkpoint file and the options to open it with. */
public final class NanoModel {

  private NanoModel() {}

  /** Its weights by key, a new map. */
  public static Map<String, HostTensor> tensors() {
    Weights weights = new RuleWeights(Networks.nano().keys(), 1);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    weights.keys().forEach(key -> tensors.put(key, weights.get(key).value()));
    return tensors;
  }

  /** Writes it as torch does. */
  public static Path write(Path folder) {
    Path file = folder.resolve("nano.pt");
    TorchZip.write(file, tensors(), Map.of());
    return file;
  }

  /** How it is opened: one thread, and the one size a checkpoint does not say. */
  public static ModelOptions options(String engine) {
    return ModelOptions.defaults().engine(engine).threads(1).imageSize(128);
  }

  /** Written and opened. */
  public static MedSam2 open(Path folder, String engine) {
    return MedSam2.load(write(folder), options(engine));
  }

  /** A grey pattern of 90 by 70 pixels, another for each number. */
  public static Image image(int number) {
    return Image.gray8(90, 70, Patterns.slice(90, 70, number));
  }
}
