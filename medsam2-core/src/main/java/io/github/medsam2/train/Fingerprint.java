// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells runs apart: by options, names of samples, and the weights they begin from. */
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String of(Weights weights, Split split, TrainerOptions options) {
    Fingerprint f = new Fingerprint();
    f.take(options.toString());
    f.take(split.train());
    f.take(split.validation());
    f.take(new BaseWeights(weights).fingerprint());
    return HexFormat.of().formatHex(f.digest.digest());
  }

  private void take(SampleSet samples) {
    take(samples.size() + " samples");
    for (int i = 0; i < samples.size(); i++) {
      take(samples.id(i));
    }
  }

  private void take(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
