// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.resample.AntialiasedBilinear;
import io.github.medsam2.image.resample.Bilinear;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;

/** Inputs of the golden runs, made by the original's rules, and comparisons in its layout. */
final class GoldenInputs {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] STD = {0.229f, 0.224f, 0.225f};

  private GoldenInputs() {}

  /** Slices of a (D, H, W) volume of bytes as inputs (3, side, side). */
  static IntFunction<HostTensor> slices(HostTensor volume, int side) {
    int height = (int) volume.shape().dim(1);
    int width = (int) volume.shape().dim(2);
    return z -> {
      byte[] slice = new byte[width * height];
      volume.data().get(z * slice.length, slice);
      Image resized = Image.gray8(width, height, slice).resizeBicubic(side, side);
      ByteBuffer pixels = resized.pixels();
      float[] out = new float[3 * side * side];
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < side * side; i++) {
          out[c * side * side + i] = (float) (((pixels.get(i) & 0xff) / 255.0 - MEAN[c]) / STD[c]);
        }
      }
      return HostTensor.of(out, 3, side, side);
    };
  }

  /** An (H, W, 3) image of bytes as the image predictor's input. */
  static HostTensor rgb(HostTensor image, int side) {
    int height = (int) image.shape().dim(0);
    int width = (int) image.shape().dim(1);
    float[] out = new float[3 * side * side];
    for (int c = 0; c < 3; c++) {
      float[] plane = new float[width * height];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = (image.data().get(3 * i + c) & 0xff) / 255f;
      }
      float[] resized = AntialiasedBilinear.resize(plane, width, height, side, side);
      for (int i = 0; i < resized.length; i++) {
        out[c * side * side + i] = (resized[i] - MEAN[c]) / STD[c];
      }
    }
    return HostTensor.of(out, 3, side, side);
  }

  /** Rows 20..39, columns 30..60 of a 64 x 80 slice on the model's grid. */
  static float[] maskPrompt(int side) {
    float[] mask = new float[64 * 80];
    for (int y = 20; y < 40; y++) {
      Arrays.fill(mask, y * 80 + 30, y * 80 + 61, 1);
    }
    float[] large = AntialiasedBilinear.resize(mask, 80, 64, side, side);
    for (int i = 0; i < large.length; i++) {
      large[i] = large[i] >= 0.5f ? 1 : 0;
    }
    return large;
  }

  /** The same mask as logits of a quarter of the side. */
  static float[] maskLogits(int side) {
    float[] high = maskPrompt(side);
    for (int i = 0; i < high.length; i++) {
      high[i] = 20 * high[i] - 10;
    }
    return AntialiasedBilinear.resize(high, side, side, side / 4, side / 4);
  }

  /** Tokens (1, h * w, C) as (C, h, w). */
  static float[] channelsFirst(HostTensor tokens) {
    int count = (int) tokens.shape().dim(1);
    int channels = (int) tokens.shape().dim(2);
    return transpose(tokens.toFloatArray(), count, channels);
  }

  private static float[] transpose(float[] values, int rows, int columns) {
    float[] out = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        out[c * rows + r] = values[r * columns + c];
      }
    }
    return out;
  }

  /** Memories agree within one step of bfloat16. */
  static void assertMemory(Golden golden, String name, float[] tokens) {
    String key = name + ".memory.every";
    float[] expected = golden.floats(key);
    int channels = name.contains("frame") && tokens.length == 1024 ? 16 : 64;
    float[] actual = transpose(tokens, tokens.length / channels, channels);
    int step = actual.length / expected.length;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      float e = expected[i];
      float a = actual[i * step];
      double size = Math.max(Math.max(Math.abs(e), Math.abs(a)), 0x1p-6);
      double ulp = Math.scalb(1.0, Math.getExponent(size) - 7);
      worst = Math.max(worst, Math.abs(e - a) / ulp);
    }
    assertThat(worst).as(key + " in bfloat16 steps").isLessThanOrEqualTo(1.0);
  }

  static float[] resized(float[] plane, int side, int width, int height) {
    return Bilinear.resize(plane, side, side, width, height);
  }

  /** How many values are above 0. */
  static int above(float[] logits) {
    int n = 0;
    for (float v : logits) {
      n += v > 0 ? 1 : 0;
    }
    return n;
  }
}
