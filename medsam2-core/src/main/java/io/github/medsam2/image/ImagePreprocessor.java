// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.image.resample.AntialiasedBilinear;
import io.github.medsam2.image.resample.Taps;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.FloatBuffer;

/**
 * Resizes with antialiased bilinear, normalises; all in float32.
 *
 * @param rounded whether the resized values are rounded half to even to 8 bits and then divided by
 *     255, as SAM 3 does; else they are divided first and never rounded
 */
record ImagePreprocessor(int size, Normalization normalization, boolean rounded)
    implements Preprocessor {
  private static final float WHITE = 255;

  ImagePreprocessor {
    Taps.checkTarget(size, size);
  }

  @Override
  public HostTensor prepare(Image image) {
    Image eight = Intensity.standard().toUint8(image);
    HostTensor tensor = HostTensor.zeros(DType.FLOAT32, Shape.of(3, size, size));
    FloatBuffer out = tensor.floats();
    float[] plane = resized(eight, 0);
    for (int c = 0; c < 3; c++) {
      if (c > 0 && eight.channels() == 3) {
        plane = resized(eight, c);
      }
      out.put(normalized(plane, c));
    }
    return tensor;
  }

  /** Black is 0, white is 1. */
  private float[] resized(Image image, int channel) {
    float[] plane = image.plane(channel);
    if (!rounded) {
      divide(plane);
    }
    float[] resized = AntialiasedBilinear.resize(plane, image.width(), image.height(), size, size);
    if (rounded) {
      for (int i = 0; i < resized.length; i++) {
        resized[i] = Math.max(0, Math.min(WHITE, (float) Math.rint(resized[i])));
      }
      divide(resized);
    }
    return resized;
  }

  private static void divide(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] /= WHITE;
    }
  }

  private float[] normalized(float[] plane, int channel) {
    float mean = normalization.mean().get(channel);
    float std = normalization.std().get(channel);
    float[] out = new float[plane.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (plane[i] - mean) / std;
    }
    return out;
  }
}
