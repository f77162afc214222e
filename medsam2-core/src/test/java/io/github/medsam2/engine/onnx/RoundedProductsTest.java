// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineProvider;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.ops.Program.Role;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products in 8 bits: near the exact ones, where they were asked for and nowhere else. */
class RoundedProductsTest {
  private static final EngineOptions ROUNDED = Runs.ONE_THREAD.withInt8(Set.of(Role.IMAGE));

  private static Engine exact;
  private static Engine rounded;

  @BeforeAll
  static void open() {
    exact = Runs.engine();
    rounded = new OnnxEngineProvider().open(ROUNDED);
  }

  @AfterAll
  static void close() {
    exact.close();
    rounded.close();
  }

  @ParameterizedTest
  @CsvSource({"7, 192, 5", "64, 256, 64", "33, 1536, 384"})
  void isNearTheExactProduct(int rows, int in, int out) {
    HostTensor x = Runs.random(1, rows, in);
    Linear product = new Linear(Role.IMAGE, rows, Runs.random(2, out, in), Runs.random(3, out));
    double[] difference = difference(product, x);
    assertThat(difference[0]).as("RMS, of that of the product").isBetween(1e-5, 0.02);
    assertThat(difference[1]).as("largest, of the RMS of the product").isLessThan(0.12);
  }

  /** Sums of two products of 8 bits leave 16 bits on processors without VNNI. */
  @Test
  void nothingSaturates() {
    HostTensor x = filled(1, 16, 512);
    Linear product = new Linear(Role.IMAGE, 16, filled(-0.5f, 8, 512), filled(0, 8));
    float[] y = Runs.run(rounded, product, MapWeights.NONE, Map.of("x", x)).get("y").toFloatArray();
    assertThat(y).hasSize(128).containsOnly(y[0]);
    assertThat(y[0]).isBetween(-257f, -255f);
  }

  @Test
  void weightsOfNothingGiveTheBias() {
    Linear product = new Linear(Role.IMAGE, 4, filled(0, 8, 256), Runs.random(3, 8));
    HostTensor x = Runs.random(1, 4, 256);
    float[] y = Runs.run(rounded, product, MapWeights.NONE, Map.of("x", x)).get("y").toFloatArray();
    assertThat(Arrays.copyOf(y, 8)).containsExactly(Runs.random(3, 8).toFloatArray());
  }

  @ParameterizedTest
  @CsvSource({"OTHER, 512", "MEMORY, 512", "IMAGE, 96"})
  void isExactWhereItWasNotAskedForOrDoesNotPay(Role role, int in) {
    HostTensor x = Runs.random(1, 8, in);
    Linear product = new Linear(role, 8, Runs.random(2, 16, in), Runs.random(3, 16));
    assertThat(difference(product, x)[1]).isZero();
  }

  @Test
  void engineTorchSaysWhatToChoose() {
    EngineProvider torch =
        Engines.providers().stream()
            .filter(p -> p.name().equals("torch"))
            .findFirst()
            .orElseThrow();
    assertThat(Engines.int8Gain("torch", ROUNDED)).isZero();
    assertThatThrownBy(() -> torch.open(ROUNDED))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("float32")
        .hasMessageContaining("onnx");
  }

  @Test
  void theTrialMeasuresSomething() {
    assertThat(Engines.int8Gain("onnx", ROUNDED)).isBetween(0.05, 50.0);
  }

  /** The RMS and the largest difference, both over the RMS of the exact product. */
  private static double[] difference(Program product, HostTensor x) {
    float[] a = Runs.run(exact, product, MapWeights.NONE, Map.of("x", x)).get("y").toFloatArray();
    float[] b = Runs.run(rounded, product, MapWeights.NONE, Map.of("x", x)).get("y").toFloatArray();
    double square = 0;
    double size = 0;
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double d = Math.abs(a[i] - b[i]);
      square += d * d;
      size += (double) a[i] * a[i];
      largest = Math.max(largest, d);
    }
    return new double[] {
      Math.sqrt(square / size), largest / Math.sqrt(size / a.length),
    };
  }

  private static HostTensor filled(float value, long... dims) {
    HostTensor random = Runs.random(1, dims);
    float[] values = new float[random.toFloatArray().length];
    Arrays.fill(values, value);
    return HostTensor.of(values, dims);
  }

  private record Linear(Role role, int rows, HostTensor weight, HostTensor bias)
      implements Program {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public List<Port> inputs() {
      return List.of(Port.floats("x", rows, weight.shape().dim(1)));
    }

    @Override
    public List<String> outputs() {
      return List.of("y");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      return Map.of(
          "y",
          ops.linear(
              Objects.requireNonNull(in.get("x")), ops.constant(weight), ops.constant(bias)));
    }
  }
}
