// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Begins a memory for a network that knows images only: what its memory attention adds is made
 * small, and its last norm fitted so that a frame's features come out nearly as they went in.
 * Random values there drown what the decoder has learnt, and training has to undo that first.
 */
public final class QuietMemory {
  private static final String NORM = "memory_attention.norm.";
  private static final String ADDING =
      "memory_attention\\.layers\\.[0-9]+\\.(self_attn\\.out_proj|cross_attn_image\\.out_proj|linear2)"
          + "\\.(weight|bias)";

  /** Not nothing, so that all of it learns from the first update on. */
  private static final float LOUDNESS = 0.1f;

  private QuietMemory() {}

  /**
   * @param network with a memory that was never trained; not changed
   * @param images of the kind it is to be trained on, at least one; a few are enough
   */
  public static Weights begin(Weights network, SampleSet images) {
    NormFit fit = fit(network, images);
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    for (String key : network.keys()) {
      StoredTensor stored = network.get(key);
      all.put(key, key.matches(ADDING) ? scaled(stored) : stored);
    }
    all.put(NORM + "weight", stored(fit.weight()));
    all.put(NORM + "bias", stored(fit.bias()));
    return Checkpoint.of(network.source() + " with a quiet memory", all);
  }

  private static NormFit fit(Weights network, SampleSet images) {
    ModelConfig config = ConfigInference.infer(network);
    NormFit fit = new NormFit(config.width());
    Preprocessor preprocessor = config.trunk().forFrames(config.imageSize());
    try (Stations stations = new Stations(Engines.open(EngineOptions.DEFAULT), network, config)) {
      for (int i = 0; i < images.size(); i++) {
        HostTensor image =
            preprocessor.prepare(Intensity.standard().toUint8(images.get(i).image()));
        try (EncodedImage encoded = stations.encode(image)) {
          fit.add(encoded.tokens().toHost().toFloatArray());
        }
      }
    }
    return fit;
  }

  private static StoredTensor scaled(StoredTensor stored) {
    HostTensor value = stored.toFloat32();
    float[] values = value.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= LOUDNESS;
    }
    return new StoredTensor(HostTensor.of(values, value.shape().dims()), null);
  }

  private static StoredTensor stored(float[] values) {
    return new StoredTensor(HostTensor.of(values, values.length), null);
  }
}
