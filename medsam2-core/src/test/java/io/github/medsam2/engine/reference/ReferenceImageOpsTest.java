// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.contract.MapWeights;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's image operations against hand-made values and the textbook sums. */
class ReferenceImageOpsTest {
  private final ReferenceOps ops = new ReferenceOps(MapWeights.NONE);

  @Test
  void convolutionSlidesTheKernelUnflipped() {
    Nd x = image(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    Nd weight = image(2, 2, 1, 10, 100, 1000);
    Nd y = ops.conv2d(x, weight, Nd.over(new float[] {0.5f}, 1), 1, 0, 1);
    assertThat(y.shape().dims()).containsExactly(1, 1, 2, 2);
    assertThat(y.floats()).containsExactly(5421.5f, 6532.5f, 8754.5f, 9865.5f);
  }

  @Test
  void convolutionPadsWithZeros() {
    Nd y = ops.conv2d(image(1, 1, 3), image(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9), null, 1, 1, 1);
    assertThat(y.floats()).containsExactly(15);
  }

  @ParameterizedTest
  @CsvSource({"1,0,1", "1,1,1", "2,1,1", "3,2,2", "1,1,4"})
  void convolutionEqualsTheTextbookSum(int stride, int padding, int groups) {
    int out = 8;
    Nd x = random(1, 2, 4, 6, 7);
    Nd w = random(2, out, 4 / groups, 3, 2);
    Nd y = ops.conv2d(x, w, null, stride, padding, groups);
    assertThat(y.dim(2)).isEqualTo((6 + 2 * padding - 3) / stride + 1);
    assertThat(y.dim(3)).isEqualTo((7 + 2 * padding - 2) / stride + 1);
    for (int n = 0; n < 2; n++) {
      for (int o = 0; o < out; o++) {
        for (int i = 0; i < y.dim(2) * y.dim(3); i++) {
          int top = i / y.dim(3) * stride - padding;
          int left = i % y.dim(3) * stride - padding;
          int first = o / (out / groups) * w.dim(1);
          assertThat(at(y, n, o, i / y.dim(3), i % y.dim(3)))
              .isEqualTo((float) window(x, w, n, o, first, top, left), within(1e-5f));
        }
      }
    }
  }

  /** The sum under one position of the kernel. */
  private static double window(Nd x, Nd w, int n, int o, int first, int top, int left) {
    double sum = 0;
    for (int c = 0; c < w.dim(1); c++) {
      for (int ky = 0; ky < w.dim(2); ky++) {
        for (int kx = 0; kx < w.dim(3); kx++) {
          sum += (double) at(x, n, first + c, top + ky, left + kx) * at(w, o, c, ky, kx);
        }
      }
    }
    return sum;
  }

  /** Zero outside the image. */
  private static float at(Nd x, int n, int c, int row, int col) {
    boolean inside = row >= 0 && row < x.dim(2) && col >= 0 && col < x.dim(3);
    return inside ? x.floats()[((n * x.dim(1) + c) * x.dim(2) + row) * x.dim(3) + col] : 0;
  }

  @Test
  void transposedConvolutionPaintsTheKernelUnderEveryPixel() {
    // Channel 0 paints {1, 2; 3, 4}, channel 1 paints {10, 20; 30, 40}.
    Nd x = Nd.over(new float[] {1, 5, 2, 0}, 1, 2, 1, 2);
    Nd weight = Nd.over(new float[] {1, 2, 3, 4, 10, 20, 30, 40}, 2, 1, 2, 2);
    Nd y = ops.convTranspose2x2(x, weight, Nd.over(new float[] {0.5f}, 1));
    assertThat(y.shape().dims()).containsExactly(1, 1, 2, 4);
    assertThat(y.floats()).containsExactly(21.5f, 42.5f, 5.5f, 10.5f, 63.5f, 84.5f, 15.5f, 20.5f);
  }

  @Test
  void transposedConvolutionKeepsBatchesAndOutputsApart() {
    Nd x = Nd.over(new float[] {1, 2}, 2, 1, 1, 1);
    Nd weight = Nd.over(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
    Nd y = ops.convTranspose2x2(x, weight, Nd.over(new float[] {0, 100}, 2));
    assertThat(y.floats())
        .containsExactly(1, 2, 3, 4, 105, 106, 107, 108, 2, 4, 6, 8, 110, 112, 114, 116);
  }

  @Test
  void maxPoolTakesTheLargestOfEachCell() {
    // (1, 2, 4, 2): the second channel is the first negated.
    float[] x = {1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 0, 0, 7, -7, 8, -8};
    Nd y = ops.maxPool2x2ChannelsLast(Nd.over(x, 1, 2, 4, 2));
    assertThat(y.shape().dims()).containsExactly(1, 1, 2, 2);
    assertThat(y.floats()).containsExactly(5, 0, 8, -3);
  }

  @Test
  void nearestRepeatsPixels() {
    Nd y = ops.upsampleNearest2x(image(2, 2, 1, 2, 3, 4));
    assertThat(y.floats()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
  }

  @Test
  void bilinearHasHalfPixelCentresAndClampedEdges() {
    assertThat(ops.resizeBilinear(image(1, 2, 0, 1), 1, 4).floats())
        .containsExactly(0, 0.25f, 0.75f, 1);
    assertThat(ops.resizeBilinear(image(2, 1, 0, 1), 4, 1).floats())
        .containsExactly(0, 0.25f, 0.75f, 1);
  }

  @Test
  void bilinearDoesNotAverageWhatItSkips() {
    // The centre of the one output pixel lies on the middle of five.
    assertThat(ops.resizeBilinear(image(1, 5, 9, 9, 1, 9, 9), 1, 1).floats()).containsExactly(1);
    // 4 to 2: centres at 0.5 and 2.5.
    assertThat(ops.resizeBilinear(image(1, 4, 0, 2, 4, 8), 1, 2).floats()).containsExactly(1, 6);
  }

  @Test
  void bilinearReproducesAPlane() {
    // Inside the outermost centres a linear image stays linear in pixel coordinates.
    Nd x = Nd.over(new float[4 * 6], 1, 1, 4, 6);
    for (int i = 0; i < 24; i++) {
      x.floats()[i] = 3 * (i / 6) - 2 * (i % 6);
    }
    Nd y = ops.resizeBilinear(x, 8, 9);
    for (int row = 1; row < 7; row++) {
      for (int col = 1; col < 8; col++) {
        double plane = 3 * ((row + 0.5) / 2 - 0.5) - 2 * ((col + 0.5) * 6 / 9 - 0.5);
        assertThat(at(y, 0, 0, row, col)).isEqualTo((float) plane, within(1e-5f));
      }
    }
  }

  private static Nd image(int height, int width, float... pixels) {
    return Nd.over(pixels, 1, 1, height, width);
  }

  private static Nd random(long seed, long... dims) {
    Random random = new Random(seed);
    int count = 1;
    for (long d : dims) {
      count *= Math.toIntExact(d);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Nd.over(values, dims);
  }
}
