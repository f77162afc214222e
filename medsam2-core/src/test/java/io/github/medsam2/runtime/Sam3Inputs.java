// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.Image;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.Golden;

/** Inputs of SAM 3's golden runs. */
public final class Sam3Inputs {

  private Sam3Inputs() {}

  /** A slice with the one before it as green and the one after it as blue, in a circle. */
  public static Image rgb(Golden golden, int slice) {
    HostTensor volume = golden.get("volume");
    int depth = (int) volume.shape().dim(0);
    int height = (int) volume.shape().dim(1);
    int width = (int) volume.shape().dim(2);
    int plane = width * height;
    byte[] rgb = new byte[3 * plane];
    int[] slices = {slice, (slice + depth - 1) % depth, (slice + 1) % depth};
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < plane; i++) {
        rgb[3 * i + c] = volume.data().get(slices[c] * plane + i);
      }
    }
    return Image.rgb8(width, height, rgb);
  }

  public static HostTensor batch(HostTensor image) {
    long side = image.shape().dim(2);
    return new HostTensor(Shape.of(1, 3, side, side), image.dtype(), image.data());
  }
}
