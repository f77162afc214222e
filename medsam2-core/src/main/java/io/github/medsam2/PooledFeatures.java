// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.image.Mask;
import io.github.medsam2.image.resample.AntialiasedBilinear;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;

/** Features of an image under a mask. */
final class PooledFeatures {

  private PooledFeatures() {}

  /**
   * Their mean, of length 1.
   *
   * @param tokens (1, grid * grid, C)
   */
  static float[] under(Mask mask, HostTensor tokens, int grid) {
    float[] shares =
        AntialiasedBilinear.resize(mask.toFloats(), mask.width(), mask.height(), grid, grid);
    if (mask.isEmpty()) {
      Arrays.fill(shares, 1);
    }
    float[] values = tokens.toFloatArray();
    int channels = values.length / shares.length;
    double[] sum = new double[channels];
    for (int i = 0; i < shares.length; i++) {
      for (int c = 0; shares[i] != 0 && c < channels; c++) {
        sum[c] += (double) shares[i] * values[i * channels + c];
      }
    }
    double length = Math.sqrt(Arrays.stream(sum).map(v -> v * v).sum());
    float[] pooled = new float[channels];
    for (int c = 0; c < channels; c++) {
      pooled[c] = (float) (length == 0 ? 0 : sum[c] / length);
    }
    return pooled;
  }
}
