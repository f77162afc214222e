// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Image;
import io.github.medsam2.runtime.Bfloat16;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;

/** Inputs of SAM 3's golden runs, and memories as they are kept there. */
public final class Sam3Images {
  /** Below it bfloat16 steps count as those of this size. */
  private static final double SMALL = 0x1p-6;

  private Sam3Images() {}

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

  /** A prepared image as a batch of one. */
  public static HostTensor batch(HostTensor image) {
    long side = image.shape().dim(2);
    return new HostTensor(Shape.of(1, 3, side, side), image.dtype(), image.data());
  }

  /** A memory (tokens, channels) in bfloat16 as floats, channels first. */
  public static float[] map(short[] memory, int channels) {
    int tokens = memory.length / channels;
    float[] out = new float[memory.length];
    for (int t = 0; t < tokens; t++) {
      for (int c = 0; c < channels; c++) {
        out[c * tokens + t] = Bfloat16.toFloat(memory[t * channels + c]);
      }
    }
    return out;
  }

  /** One row of numbers after another. */
  public static float[] joined(float[] a, float[] b) {
    float[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** Memories, channels first, agree within one step of bfloat16. */
  public static void assertMemory(Golden golden, String name, float[] actual) {
    float[] expected = golden.floats(name);
    int step = (actual.length + expected.length - 1) / expected.length;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double e = expected[i];
      double a = actual[i * step];
      double size = Math.max(Math.max(Math.abs(e), Math.abs(a)), SMALL);
      worst = Math.max(worst, Math.abs(e - a) / Math.scalb(1.0, Math.getExponent(size) - 7));
    }
    assertThat(worst).as(name + " in bfloat16 steps").isLessThanOrEqualTo(1.0);
  }
}
