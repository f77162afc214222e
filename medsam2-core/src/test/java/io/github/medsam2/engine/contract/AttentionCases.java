// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.L;
import static io.github.medsam2.engine.contract.OpCase.M;
import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.op;
import static io.github.medsam2.engine.contract.Values.filled;
import static io.github.medsam2.engine.contract.Values.normal;
import static io.github.medsam2.engine.contract.Values.whole;

import io.github.medsam2.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.List;

/** Softmax attention. */
final class AttentionCases {

  private AttentionCases() {}

  static List<OpCase> all() {
    return List.of(
        attention("one head", 1).qkv(N, N, 8, 8).sizes(2, 5, 7).sizes(1, 1, 1).sums(8),
        attention("heads of width 1", 4).qkv(N, N, 4, 4).sizes(2, 3, 5).sizes(1, 4, 2).sums(8),
        attention("values wider than keys", 2)
            .qkv(N, N, 6, 14)
            .sizes(2, 3, 5)
            .sizes(1, 4, 2)
            .sums(8),
        attention("values narrower than keys", 2)
            .qkv(N, N, 16, 2)
            .sizes(3, 3, 5)
            .sizes(1, 1, 9)
            .sums(16),
        attention("one memory for a batch", 2)
            .qkv(N, 1, 8, 8)
            .sizes(4, 3, 5)
            .sizes(1, 2, 6)
            .sums(8),
        attention("a long memory", 1)
            .qkv(1, 1, 64, 16)
            .sizes(1, 9, 777)
            .sizes(1, 3, 1500)
            .sums(200),
        attention("scores far apart", 2)
            .qkv(N, N, 8, 8)
            .run(whole(1, 100, 2, 5, 8), whole(2, 100, 2, 7, 8), normal(3, 2, 7, 8))
            .run(whole(4, 1000, 1, 3, 8), whole(5, 1000, 1, 4, 8), normal(6, 1, 4, 8))
            .ulps(16),
        attention("scores all equal and large", 1)
            .qkv(N, N, 4, 4)
            .run(filled(3000, 1, 3, 4), filled(3000, 1, 5, 4), normal(3, 1, 5, 4))
            .run(filled(-3000, 2, 1, 4), filled(3000, 2, 2, 4), normal(4, 2, 2, 4))
            .ulps(16),
        biased("by query and key", 2)
            .qkv(N, N, 8, 8)
            .input(L, M)
            .sizes(2, 3, 5)
            .sizes(1, 1, 4)
            .sums(8),
        biased("by batch and key", 2)
            .qkv(N, N, 8, 8)
            .input(N, 1, 1, M)
            .sizes(2, 3, 5)
            .sizes(1, 4, 1)
            .sums(8),
        biased("by head and key", 2)
            .qkv(N, N, 8, 8)
            .input(1, 2, 1, M)
            .sizes(3, 3, 5)
            .sizes(1, 4, 2)
            .sums(8),
        biased("by everything", 2)
            .qkv(N, 1, 8, 4)
            .input(N, 2, L, M)
            .sizes(3, 4, 5)
            .sizes(1, 1, 2)
            .sums(8),
        biased("that hides keys", 2)
            .qkv(N, N, 8, 8)
            .input(N, 1, 1, M)
            .run(normal(1, 2, 3, 8), normal(2, 2, 5, 8), normal(3, 2, 5, 8), hiding(-1e9f, 2, 5))
            .run(
                normal(4, 1, 2, 8),
                normal(5, 1, 4, 8),
                normal(6, 1, 4, 8),
                hiding(Float.NEGATIVE_INFINITY, 1, 4))
            .sums(8));
  }

  private static OpCase attention(String what, int heads) {
    return op("attention", what, (o, x) -> o.attention(x[0], x[1], x[2], heads, null));
  }

  private static OpCase biased(String what, int heads) {
    return op("attention", "a bias " + what, (o, x) -> o.attention(x[0], x[1], x[2], heads, x[3]));
  }

  /** Zero for the first key of each row and this value for the others that are odd. */
  private static HostTensor hiding(float value, int batch, int keys) {
    HostTensor bias = filled(0, batch, 1, 1, keys);
    FloatBuffer floats = bias.floats();
    for (int i = 1; i < keys * batch; i += 2) {
      floats.put(i, value);
    }
    return bias;
  }
}
