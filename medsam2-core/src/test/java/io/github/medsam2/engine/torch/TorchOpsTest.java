package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operation against plain arithmetic, on small odd shapes. */
class TorchOpsTest {
  private Eager eager;
  private TorchOps ops;

  @BeforeEach
  void open() {
    eager = new Eager(DataType.FLOAT32);
    ops = eager.ops;
  }

  @AfterEach
  void close() {
    eager.close();
  }

  @Test
  void linearMultipliesWithTheTransposedWeight() {
    NDArray x = eager.floats(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
    NDArray weight = eager.floats(new float[] {1, 0, -1, 2, 1, 0}, 2, 3);
    NDArray bias = eager.floats(new float[] {10, 20}, 2);
    expect(ops.linear(x, weight, bias), new double[] {8, 24, 8, 33}, 1, 2, 2);
    expect(ops.linear(x, weight, null), new double[] {-2, 4, -2, 13}, 1, 2, 2);
  }

  @Test
  void matmulBroadcastsTheLeadingAxes() {
    NDArray a = eager.floats(new float[] {1, 2, 3, 4, 5, 6}, 3, 1, 2);
    NDArray b = eager.floats(new float[] {1, 10}, 2, 1);
    expect(ops.matmul(a, b), new double[] {21, 43, 65}, 3, 1, 1);
  }

  @ParameterizedTest
  @CsvSource({"7, 5, 3, 2, 1, 1", "9, 11, 7, 4, 3, 1", "5, 7, 7, 1, 3, 4", "3, 5, 1, 1, 0, 1"})
  void conv2d(int h, int w, int kernel, int stride, int padding, int groups) {
    int[] xs = {2, 4, h, w};
    int[] ws = {8, 4 / groups, kernel, kernel};
    NDArray x = eager.random(1, 2, 4, h, w);
    NDArray weight = eager.random(2, 8, 4 / groups, kernel, kernel);
    NDArray bias = eager.random(3, 8);
    double[] expected =
        Arithmetic.conv2d(
            eager.values(x),
            xs,
            eager.values(weight),
            ws,
            eager.values(bias),
            new int[] {stride, padding},
            groups);
    assertClose(ops.conv2d(x, weight, bias, stride, padding, groups), expected);
  }

  @Test
  void convTranspose2x2() {
    NDArray x = eager.random(1, 2, 3, 5, 3);
    NDArray weight = eager.random(2, 3, 4, 2, 2);
    NDArray bias = eager.random(3, 4);
    double[] xv = eager.values(x);
    double[] wv = eager.values(weight);
    double[] bv = eager.values(bias);
    double[] expected =
        Arithmetic.fill(
            2,
            4,
            10,
            6,
            (n, o, y, v) -> {
              double sum = bv[o];
              for (int c = 0; c < 3; c++) {
                sum +=
                    xv[((n * 3 + c) * 5 + y / 2) * 3 + v / 2]
                        * wv[((c * 4 + o) * 2 + y % 2) * 2 + v % 2];
              }
              return sum;
            });
    assertClose(ops.convTranspose2x2(x, weight, bias), expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 5, 7, 6, 6", "3, 5, 7, 4, 4", "2, 1, 9, 8, 3", "1, 33, 17, 96, 96"})
  void attention(int heads, int l, int m, int d, int e) {
    NDArray q = eager.random(1, 2, l, (long) heads * d);
    NDArray k = eager.random(2, 2, m, (long) heads * d);
    NDArray v = eager.random(3, 2, m, (long) heads * e);
    NDArray out = ops.attention(q, k, v, heads, null);
    assertThat(ops.shape(out)).isEqualTo(Shape.of(2, l, (long) heads * e));
    for (int n = 0; n < 2; n++) {
      for (int head = 0; head < heads; head++) {
        double[] expected =
            Arithmetic.attention(
                head(q, n, head, d), head(k, n, head, d), head(v, n, head, e), l, m);
        assertThat(head(out, n, head, e)).containsExactly(expected, within(2e-6));
      }
    }
  }

  @Test
  void attentionSharesKeysOfOneBatch() {
    NDArray q = eager.random(1, 3, 5, 8);
    NDArray k = eager.random(2, 1, 7, 8);
    for (int e : new int[] {8, 4}) {
      NDArray v = eager.random(3, 1, 7, e);
      NDArray together = ops.attention(q, k, v, 2, null);
      for (int n = 0; n < 3; n++) {
        NDArray alone = ops.attention(ops.slice(q, 0, n, n + 1), k, v, 2, null);
        assertClose(ops.slice(together, 0, n, n + 1), eager.values(alone));
      }
    }
  }

  @Test
  void attentionAddsTheBiasToTheScores() {
    NDArray q = eager.random(1, 2, 3, 8);
    NDArray k = eager.random(2, 2, 5, 8);
    NDArray v = eager.random(3, 2, 5, 8);
    float[] bias = new float[5];
    bias[4] = -1e30f;
    NDArray masked = ops.attention(q, k, v, 2, eager.floats(bias, 1, 1, 1, 5));
    NDArray cut = ops.attention(q, ops.slice(k, 1, 0, 4), ops.slice(v, 1, 0, 4), 2, null);
    assertClose(masked, eager.values(cut));
  }

  @Test
  void layerNorms() {
    NDArray x = ops.affine(eager.random(1, 2, 5, 7), 3, 100);
    NDArray weight = eager.random(2, 7);
    NDArray bias = eager.random(3, 7);
    double[] expected =
        Arithmetic.layerNorm(eager.values(x), eager.values(weight), eager.values(bias), 1e-5);
    assertThat(eager.values(ops.layerNorm(x, weight, bias, 1e-5)))
        .containsExactly(expected, within(2e-5));
    NDArray map = ops.permute(ops.reshape(x, 2, 5, 1, 7), 0, 3, 1, 2);
    NDArray normed = ops.permute(ops.layerNorm2d(map, weight, bias, 1e-5), 0, 2, 3, 1);
    assertThat(eager.values(normed)).containsExactly(expected, within(2e-5));
  }

  @Test
  void activationsKeepTheirValuesAtTheLimits() {
    float big = 1e30f;
    NDArray x = eager.floats(new float[] {-big, -2, -0f, 0, 0.5f, 2, big}, 7);
    expect(ops.relu(x), new double[] {0, 0, 0, 0, 0.5, 2, big}, 7);
    double s2 = 1 / (1 + Math.exp(-2));
    double s5 = 1 / (1 + Math.exp(-0.5));
    expect(ops.sigmoid(x), new double[] {0, 1 - s2, 0.5, 0.5, s5, s2, 1}, 7);
    double[] gelu = {0, -0.04550026, 0, 0, 0.34573123, 1.95449974, big};
    expect(ops.gelu(x), gelu, 7);
    expect(ops.greater(x, 0.5), new double[] {0, 0, 0, 0, 0, 1, 1}, 7);
  }

  @Test
  void sineAndCosine() {
    NDArray x = eager.floats(new float[] {0, 1, -2, 100}, 4);
    double[] sines = {0, Math.sin(1), Math.sin(-2), Math.sin(100)};
    double[] cosines = {1, Math.cos(1), Math.cos(-2), Math.cos(100)};
    expect(ops.sin(x), sines, 4);
    expect(ops.cos(x), cosines, 4);
  }

  @Test
  void arithmeticBroadcasts() {
    NDArray a = eager.floats(new float[] {1, 2, 3}, 3, 1);
    NDArray b = eager.floats(new float[] {10, 20}, 2);
    expect(ops.add(a, b), new double[] {11, 21, 12, 22, 13, 23}, 3, 2);
    expect(ops.sub(a, b), new double[] {-9, -19, -8, -18, -7, -17}, 3, 2);
    expect(ops.mul(a, b), new double[] {10, 20, 20, 40, 30, 60}, 3, 2);
    expect(ops.affine(b, 2, -5), new double[] {15, 35}, 2);
    expect(ops.affine(b, 2, 0), new double[] {20, 40}, 2);
    expect(ops.affine(b, 1, 0.5), new double[] {10.5, 20.5}, 2);
    expect(ops.affine(eager.floats(new float[] {3}), 2, 1), new double[] {7});
  }

  @Test
  void maxPoolTakesTheLargestOfEachCell() {
    float[] values = new float[2 * 4 * 6 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 101 - 50;
    }
    NDArray pooled = ops.maxPool2x2ChannelsLast(eager.floats(values, 2, 4, 6, 3));
    assertThat(ops.shape(pooled)).isEqualTo(Shape.of(2, 2, 3, 3));
    double[] expected =
        Arithmetic.fill(
            2,
            2,
            3,
            3,
            (n, y, x, c) -> {
              int i = ((n * 4 + 2 * y) * 6 + 2 * x) * 3 + c;
              return Math.max(
                  Math.max(values[i], values[i + 3]), Math.max(values[i + 18], values[i + 21]));
            });
    assertClose(pooled, expected);
  }

  @Test
  void nearestRepeatsPixels() {
    NDArray x = eager.floats(new float[] {1, 2, 3}, 1, 1, 1, 3);
    double[] expected = {1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3};
    expect(ops.upsampleNearest2x(x), expected, 1, 1, 2, 6);
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 7, 4", "8, 8, 2, 2", "5, 3, 5, 3", "1, 1, 3, 2", "16, 9, 7, 13"})
  void bilinear(int h, int w, int outH, int outW) {
    NDArray x = eager.random(1, 1, 1, h, w);
    double[] expected = Arithmetic.bilinear(eager.values(x), h, w, outH, outW);
    expect(ops.resizeBilinear(x, outH, outW), expected, 1, 1, outH, outW);
  }

  @Test
  void layout() {
    NDArray x = eager.floats(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
    double[] same = {1, 2, 3, 4, 5, 6};
    expect(ops.reshape(x, 0, Shape.ANY), same, 1, 6);
    expect(ops.reshape(x, 3, 0, 1), same, 3, 2, 1);
    expect(ops.permute(x, 2, 0, 1), new double[] {1, 4, 2, 5, 3, 6}, 3, 1, 2);
    expect(ops.slice(x, 2, 1, 3), new double[] {2, 3, 5, 6}, 1, 2, 2);
    expect(ops.slice(x, 1, 1, 1), new double[] {}, 1, 0, 3);
    NDArray joined = ops.concat(2, List.of(ops.slice(x, 2, 0, 1), x));
    expect(joined, new double[] {1, 1, 2, 3, 4, 4, 5, 6}, 1, 2, 4);
    NDArray twice = ops.expandBatch(x, eager.random(1, 2, 9));
    expect(twice, new double[] {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6}, 2, 2, 3);
  }

  @Test
  void gatherReadsRows() {
    NDArray table = eager.floats(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    NDArray indices = ops.constant(HostTensor.of(new long[] {2, 0, 2}, 1, 3));
    expect(ops.gather(table, indices), new double[] {5, 6, 1, 2, 5, 6}, 1, 3, 2);
  }

  private double[] head(NDArray x, int n, int head, int depth) {
    NDArray one = ops.slice(x, 0, n, n + 1);
    return eager.values(ops.slice(one, 2, (long) head * depth, (long) (head + 1) * depth));
  }

  private void expect(NDArray actual, double[] expected, long... dims) {
    assertThat(ops.shape(actual)).isEqualTo(Shape.of(dims));
    assertClose(actual, expected);
  }

  private void assertClose(NDArray actual, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).filter(v -> v < 1e29).max().orElse(1);
    double[] values = eager.values(actual);
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      double tolerance = 2e-6 * Math.max(1, Math.abs(expected[i]) > 1e29 ? 1e30 : scale);
      assertThat(values[i]).as("element %d", i).isCloseTo(expected[i], within(tolerance));
    }
  }
}
