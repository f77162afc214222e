// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What native code must not be handed. */
class TorchOpsMisuseTest {
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
  void misshapenOperandsAreErrorsNotCrashes() {
    NDArray vector = eager.random(1, 4);
    NDArray matrix = eager.random(2, 4, 4);
    NDArray batch = eager.random(2, 2, 3, 4);
    NDArray map = eager.random(3, 1, 4, 4, 4);
    NDArray weight = eager.random(4, 4, 4, 2, 2);
    List<Runnable> misuses =
        List.of(
            () -> ops.conv2d(map, matrix, vector, 1, 0, 1),
            () -> ops.conv2d(map, vector, vector, 1, 0, 1),
            () -> ops.conv2d(matrix, weight, vector, 1, 0, 1),
            () -> ops.conv2d(map, weight, vector, 0, 0, 1),
            () -> ops.conv2d(map, weight, vector, 1, 0, 0),
            () -> ops.convTranspose2x2(map, map, vector),
            () -> ops.convTranspose2x2(map, weight, matrix),
            () -> ops.attention(matrix, map, map, 1, null),
            () -> ops.attention(batch, ops.slice(batch, 2, 0, 2), batch, 1, null),
            () -> ops.attention(batch, batch, ops.slice(batch, 1, 0, 2), 1, null),
            () -> ops.attention(batch, batch, batch, 3, null),
            () -> ops.layerNorm(matrix, matrix, vector, 1e-5),
            () -> ops.layerNorm2d(matrix, vector, vector, 1e-5),
            () -> ops.groupNorm(map, 3, vector, vector, 1e-5),
            () -> ops.groupNorm(map, 0, vector, vector, 1e-5),
            () -> ops.groupNorm(matrix, 1, vector, vector, 1e-5),
            () -> ops.groupNorm(map, 2, matrix, vector, 1e-5),
            () -> ops.maxPool2x2ChannelsLast(eager.random(1, 1, 3, 4, 1)),
            () -> ops.resizeBilinear(matrix, 2, 2),
            () -> ops.resizeBilinear(map, 0, 2),
            () -> ops.slice(matrix, 0, 1, 5),
            () -> ops.slice(matrix, 2, 0, 1),
            () -> ops.slice(matrix, 0, -1, 2),
            () -> ops.reshape(vector, 0, 0),
            () -> ops.concat(0, List.of()),
            () -> ops.gather(vector, matrix));
    for (Runnable misuse : misuses) {
      assertThatThrownBy(misuse::run).isInstanceOf(EngineException.class);
    }
    List<Runnable> refusedByTorch =
        List.of(
            () -> ops.linear(vector, eager.random(1, 3, 5), null),
            () -> ops.matmul(matrix, eager.random(1, 3, 3)),
            () -> ops.conv2d(map, eager.random(1, 4, 3, 2, 2), vector, 1, 0, 1),
            () -> ops.add(vector, eager.random(1, 3)),
            () -> ops.reshape(matrix, 5, 5),
            () -> ops.permute(matrix, 0, 0),
            () -> ops.concat(0, List.of(matrix, map)),
            () -> ops.gather(matrix, ops.constant(HostTensor.of(new long[] {4}, 1))),
            () -> ops.gather(matrix, ops.constant(HostTensor.of(new long[] {-1}, 1))),
            () -> ops.gather(matrix, vector));
    for (Runnable misuse : refusedByTorch) {
      assertThatThrownBy(misuse::run).isInstanceOf(RuntimeException.class);
    }
  }

  /** DJL takes a name such as {@code layers.0.weight} for the path of a structure. */
  @Test
  void namesOfWeightsDoNotConfuseScripts() {
    NDArray x = eager.random(1, 1, 3, 2, 2);
    NDArray weight = eager.random(2, 3, 4, 2, 2);
    NDArray bias = eager.random(3, 4);
    double[] expected = eager.values(ops.convTranspose2x2(x, weight, bias));
    weight.setName("layers.0.weight");
    bias.setName("bias[]");
    int before = eager.manager().getManagedArrays().size();
    NDArray out = ops.convTranspose2x2(x, weight, bias);
    assertThat(eager.manager().getManagedArrays()).hasSize(before + 1);
    assertThat(eager.values(out)).containsExactly(expected);
  }
}
