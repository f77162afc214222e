// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.image.resample.Taps;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.FloatBuffer;

/** Resizes 8 bits as Pillow does, then divides by 255 and normalises in double precision. */
record FramePreprocessor(int size, Normalization normalization) implements Preprocessor {

  FramePreprocessor {
    Taps.checkTarget(size, size);
  }

  @Override
  public HostTensor prepare(Image image) {
    Image resized = image.resizeBicubic(size, size);
    HostTensor tensor = HostTensor.zeros(DType.FLOAT32, Shape.of(3, size, size));
    FloatBuffer out = tensor.floats();
    byte[] plane = resized.plane8(0);
    for (int c = 0; c < 3; c++) {
      if (c > 0 && resized.channels() == 3) {
        plane = resized.plane8(c);
      }
      out.put(normalized(plane, c));
    }
    return tensor;
  }

  private float[] normalized(byte[] plane, int channel) {
    float[] table = table(channel);
    float[] out = new float[plane.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = table[plane[i] & 0xff];
    }
    return out;
  }

  private float[] table(int channel) {
    double mean = normalization.mean().get(channel);
    double std = normalization.std().get(channel);
    float[] table = new float[256];
    for (int v = 0; v < table.length; v++) {
      table[v] = (float) ((v / 255.0 - mean) / std);
    }
    return table;
  }
}
