// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.image.resample.AntialiasedBilinear;
import io.github.medsam2.image.resample.Taps;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.FloatBuffer;

/** Resizes with antialiased bilinear in float32, rounds half to even to 8 bits, normalises. */
record RoundedPreprocessor(int size, Normalization normalization) implements Preprocessor {
  private static final float WHITE = 255;

  RoundedPreprocessor {
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

  private float[] resized(Image image, int channel) {
    float[] plane = image.plane(channel);
    float[] resized = AntialiasedBilinear.resize(plane, image.width(), image.height(), size, size);
    for (int i = 0; i < resized.length; i++) {
      resized[i] = Math.max(0, Math.min(WHITE, (float) Math.rint(resized[i])));
    }
    return resized;
  }

  private float[] normalized(float[] plane, int channel) {
    float mean = normalization.mean().get(channel);
    float std = normalization.std().get(channel);
    float[] out = new float[plane.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (plane[i] / WHITE - mean) / std;
    }
    return out;
  }
}
