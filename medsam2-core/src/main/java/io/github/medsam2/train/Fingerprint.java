// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.file.Sha256;

/** Tells runs apart: by options, names of samples, and the weights they begin from. */
final class Fingerprint {

  private Fingerprint() {}

  static String of(Weights weights, Split split, TrainerOptions options) {
    Sha256 sum = Sha256.begin().and(options.toString());
    take(sum, split.train());
    take(sum, split.validation());
    return sum.and(new BaseWeights(weights).fingerprint()).hex();
  }

  private static void take(Sha256 sum, SampleSet samples) {
    sum.and(samples.size() + " samples");
    for (int i = 0; i < samples.size(); i++) {
      sum.and(samples.id(i));
    }
  }
}
