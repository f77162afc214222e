// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The reference against values worked out by hand, from tables, or by another formula. */
class ReferenceOpsTest {
  private static final Offset<Float> CLOSE = within(1e-6f);
  private final ReferenceOps ops = new ReferenceOps(MapWeights.NONE);

  @Test
  void linearIsRowsTimesTransposedWeightPlusBias() {
    Nd y = ops.linear(nd(f(1, 2, 3, 4), 2, 2), nd(f(1, 10, 2, 20, 3, 30), 3, 2), nd(f(5, 6, 7), 3));
    assertThat(y.shape().dims()).containsExactly(2, 3);
    assertThat(y.floats()).containsExactly(26, 48, 70, 48, 92, 136);
  }

  @Test
  void matmulRepeatsTheSmallerBatch() {
    Nd y = ops.matmul(nd(f(1, 2, 3, 4), 2, 1, 2), nd(f(1, 2, 3, 4), 2, 2));
    assertThat(y.shape().dims()).containsExactly(2, 1, 2);
    assertThat(y.floats()).containsExactly(7, 10, 15, 22);
  }

  /** More rows than share a pass and more columns than a panel, in the plainest formula. */
  @Test
  void productsOfAnySizeEqualTheTripleLoop() {
    int m = 7;
    int k = 19;
    int n = 261;
    float[] a = random(1, m * k);
    float[] b = random(2, k * n);
    float[] y = ops.matmul(nd(a, m, k), nd(b, k, n)).floats();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          sum += (double) a[i * k + l] * b[l * n + j];
        }
        assertThat(y[i * n + j]).isEqualTo((float) sum, CLOSE);
      }
    }
  }

  @Test
  void sumsDoNotLoseSmallTerms() {
    float[] x = {1e8f, 1, -1e8f};
    assertThat(ops.linear(nd(x, 3), nd(f(1, 1, 1), 1, 3), null).floats()).containsExactly(1);
  }

  @Test
  void attentionWeighsValuesBySoftmax() {
    // Scores 0 and ln 3 make weights 1/4 and 3/4; the scale 1/sqrt(4) halves the product.
    float ln9 = (float) (2 * Math.log(3));
    Nd q = nd(f(1, 0, 0, 0), 1, 1, 4);
    Nd k = nd(f(0, 5, 0, 0, ln9, 0, 7, 0), 1, 2, 4);
    Nd v = nd(f(8, 0, 0, 4), 1, 2, 2);
    Nd y = ops.attention(q, k, v, 1, null);
    assertThat(y.shape().dims()).containsExactly(1, 1, 2);
    assertThat(y.floats()).containsExactly(f(2, 3), CLOSE);
  }

  @Test
  void attentionAddsTheBiasToTheScaledScores() {
    float ln3 = (float) Math.log(3);
    Nd q = nd(f(0, 0), 1, 1, 2);
    Nd k = nd(f(9, 9, 9, 9), 1, 2, 2);
    Nd v = nd(f(8, 80, 0, 40), 1, 2, 2);
    // One number per head: the second head prefers the other key.
    Nd bias = nd(f(0, ln3, ln3, 0), 1, 2, 1, 2);
    assertThat(ops.attention(q, k, v, 2, bias).floats()).containsExactly(f(2, 70), CLOSE);
  }

  @Test
  void attentionOfABatchReadsOneMemory() {
    Nd q = nd(random(1, 3 * 2 * 4), 3, 2, 4);
    Nd k = nd(random(2, 5 * 4), 1, 5, 4);
    Nd v = nd(random(3, 5 * 6), 1, 5, 6);
    float[] together = ops.attention(q, k, v, 2, null).floats();
    for (int n = 0; n < 3; n++) {
      float[] alone = ops.attention(ops.slice(q, 0, n, n + 1), k, v, 2, null).floats();
      assertThat(Arrays.copyOfRange(together, n * 12, n * 12 + 12)).isEqualTo(alone);
    }
  }

  @Test
  void geluFollowsTheNormalDistribution() {
    // x * Phi(x), with Phi from tables of the normal distribution.
    assertThat(gelu(1)).isEqualTo(0.8413447f, CLOSE);
    assertThat(gelu(-1)).isEqualTo(-0.1586553f, CLOSE);
    assertThat(gelu(0.5)).isEqualTo(0.5f * 0.6914625f, CLOSE);
    assertThat(gelu(-2)).isEqualTo(-2 * 0.0227501f, CLOSE);
    assertThat(gelu(3)).isEqualTo(3 * 0.9986501f, CLOSE);
    assertThat(gelu(-5) / -5).isEqualTo(2.866516e-7f, within(1e-13f));
    assertThat(gelu(0)).isZero();
    assertThat(gelu(30)).isEqualTo(30);
    assertThat(gelu(-30)).isEqualTo(0, within(1e-30f));
  }

  private float gelu(double x) {
    return ops.gelu(nd(f(x))).floats()[0];
  }

  @Test
  void erfcIsSmoothWhereTheFormulasMeet() {
    // erfc(2) = 0.004677734981047266 (Abramowitz and Stegun, table 7.1).
    assertThat(Functions.erfc(2)).isEqualTo(0.004677734981047266, within(1e-15));
    assertThat(Functions.erfc(Math.nextDown(2.0))).isEqualTo(Functions.erfc(2), within(1e-15));
    assertThat(Functions.erfc(0.5)).isEqualTo(0.4795001221869535, within(1e-15));
    assertThat(Functions.erfc(-0.5)).isEqualTo(1.5204998778130465, within(1e-15));
  }

  @Test
  void sigmoidAndReluAndGreater() {
    Nd x = nd(f(-1000, -1, 0, 1, 1000), 5);
    assertThat(ops.sigmoid(x).floats()).containsExactly(f(0, 0.2689414, 0.5, 0.7310586, 1), CLOSE);
    assertThat(ops.relu(x).floats()).containsExactly(0, 0, 0, 1, 1000);
    assertThat(ops.greater(x, 0).floats()).containsExactly(0, 0, 0, 1, 1);
    assertThat(ops.greater(x, -1).floats()).containsExactly(0, 0, 1, 1, 1);
  }

  @Test
  void sineAndCosineTakeRadians() {
    Nd x = nd(f(0, Math.PI / 6, Math.PI / 2, Math.PI), 4);
    assertThat(ops.sin(x).floats()).containsExactly(f(0, 0.5, 1, 0), CLOSE);
    assertThat(ops.cos(x).floats()).containsExactly(f(1, 0.8660254, 0, -1), CLOSE);
  }

  @Test
  void layerNormUsesTheBiasedVariance() {
    // Mean 3, variance (4 + 0 + 4) / 3; with epsilon 1/3 the deviation is sqrt(3).
    Nd y = ops.layerNorm(nd(f(1, 3, 5), 3), nd(f(1, 1, 2), 3), nd(f(0, 7, 1), 3), 1 / 3.0);
    float two = (float) (2 / Math.sqrt(3));
    assertThat(y.floats()).containsExactly(f(-two, 7, 2 * two + 1), CLOSE);
  }

  @Test
  void layerNorm2dNormalisesEveryPixelByItself() {
    // Two channels of two pixels: each pixel holds {m - d, m + d}, which becomes {-1, 1}.
    Nd x = nd(f(1, 500, 3, 700), 1, 2, 1, 2);
    Nd y = ops.layerNorm2d(x, nd(f(10, 100), 2), nd(f(1, 2), 2), 0);
    assertThat(y.shape().dims()).containsExactly(1, 2, 1, 2);
    assertThat(y.floats()).containsExactly(f(-9, -9, 102, 102), within(1e-4f));
  }

  @Test
  void arithmeticBroadcastsAsNumPyDoes() {
    Nd column = nd(f(1, 2), 2, 1);
    Nd row = nd(f(10, 20, 30), 3);
    assertThat(ops.add(column, row).floats()).containsExactly(11, 21, 31, 12, 22, 32);
    assertThat(ops.sub(row, column).floats()).containsExactly(9, 19, 29, 8, 18, 28);
    assertThat(ops.mul(column, row).shape().dims()).containsExactly(2, 3);
    assertThat(ops.affine(row, 0.5, -1).floats()).containsExactly(4, 9, 14);
    assertThatThrownBy(() -> ops.add(nd(f(1, 2), 2), row))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("(2) and (3)");
  }

  @Test
  void reshapeCopiesAndInfers() {
    Nd x = nd(f(1, 2, 3, 4, 5, 6), 2, 3);
    assertThat(ops.reshape(x, -1, 2).shape().dims()).containsExactly(3, 2);
    assertThat(ops.reshape(x, 0, -1, 1).shape().dims()).containsExactly(2, 3, 1);
    assertThatThrownBy(() -> ops.reshape(x, 4, -1)).isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> ops.reshape(x, -1, -1)).isInstanceOf(EngineException.class);
  }

  @Test
  void permuteMovesAxes() {
    Nd x = nd(f(1, 2, 3, 4, 5, 6), 1, 2, 3);
    Nd y = ops.permute(x, 2, 0, 1);
    assertThat(y.shape().dims()).containsExactly(3, 1, 2);
    assertThat(y.floats()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThatThrownBy(() -> ops.permute(x, 0, 1, 1)).isInstanceOf(EngineException.class);
  }

  @Test
  void concatAndSliceUndoEachOther() {
    Nd x = nd(f(1, 2, 3, 4), 2, 2);
    Nd y = nd(f(5, 6), 2, 1);
    Nd both = ops.concat(1, List.of(x, y));
    assertThat(both.floats()).containsExactly(1, 2, 5, 3, 4, 6);
    assertThat(ops.slice(both, 1, 0, 2).floats()).containsExactly(1, 2, 3, 4);
    assertThat(ops.slice(both, 1, 2, 3).floats()).containsExactly(5, 6);
    assertThatThrownBy(() -> ops.slice(both, 1, 2, 4)).isInstanceOf(EngineException.class);
  }

  @Test
  void gatherTakesRows() {
    Nd table = nd(f(1, 2, 3, 4, 5, 6), 3, 2);
    Nd y = ops.gather(table, Nd.copyOf(HostTensor.of(new long[] {2, 0}, 1, 2)));
    assertThat(y.shape().dims()).containsExactly(1, 2, 2);
    assertThat(y.floats()).containsExactly(5, 6, 1, 2);
  }

  @Test
  void expandBatchRepeatsTheFirstAxis() {
    Nd y = ops.expandBatch(nd(f(1, 2), 1, 2), nd(new float[3], 3));
    assertThat(y.shape().dims()).containsExactly(3, 2);
    assertThat(y.floats()).containsExactly(1, 2, 1, 2, 1, 2);
  }

  private static Nd nd(float[] values, long... dims) {
    return Nd.over(values, dims);
  }

  private static float[] f(double... values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  private static float[] random(long seed, int count) {
    Random random = new Random(seed);
    return f(random.doubles(count, -1, 1).toArray());
  }
}
