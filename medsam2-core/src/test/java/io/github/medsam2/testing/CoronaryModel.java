// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reduced network with parts for coronary angiograms, as large in effect as trained ones. */
public final class CoronaryModel {

  private CoronaryModel() {}

  /** Its weights with some of the parts; segments 1 to 20 count as seen. */
  public static Weights weights(DecoderExtension parts) {
    Weights rule = new RuleWeights(Networks.nano().withExtension(parts).keys(), 1);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    rule.keys().forEach(key -> tensors.put(key, rule.get(key)));
    if (parts instanceof CoronaryConfig c && c.readingHeads()) {
      float[] counts = new float[CoronaryConfig.SEGMENTS];
      Arrays.fill(counts, 0, 20, 30);
      put(tensors, "class_counts", counts);
      put(tensors, "interval_factor", 1.8f);
    }
    return Checkpoint.of("coronary nano", tensors);
  }

  private static void put(Map<String, StoredTensor> tensors, String name, float... values) {
    tensors.put(
        CoronaryConfig.READING_HEADS + "." + name,
        new StoredTensor(HostTensor.of(values, values.length), null));
  }
}
