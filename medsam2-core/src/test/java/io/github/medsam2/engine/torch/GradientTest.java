// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient of every operation, as PyTorch gives it through {@link TorchOps}, against central
 * differences in float64.
 */
class GradientTest {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;
  private static final int PROBES_PER_LEAF = 6;

  /** A function of leaves {@code a}, {@code b}, ... */
  interface Composite {
    <T> T apply(Ops<T> ops);
  }

  static Stream<Arguments> composites() {
    return Stream.of(
        Arguments.of("segmenter", new Segmenter(), List.of(s(1, 3, 8, 8), s(8, 3, 3, 3), s(8))),
        Arguments.of("linear", new Linear(), List.of(s(2, 3, 5), s(4, 5), s(4), s(3, 4))),
        Arguments.of("layerNorm", new LayerNorm(), List.of(s(2, 3, 7), s(7), s(7))),
        Arguments.of(
            "attention", new Attend(1, false), List.of(s(2, 5, 6), s(2, 7, 6), s(2, 7, 6))),
        Arguments.of("shallow", new Attend(2, false), List.of(s(2, 5, 6), s(1, 7, 6), s(1, 7, 4))),
        Arguments.of("shared", new Attend(3, false), List.of(s(3, 5, 6), s(1, 7, 6), s(1, 7, 6))),
        Arguments.of(
            "biased",
            new Attend(2, true),
            List.of(s(2, 5, 6), s(2, 7, 6), s(2, 7, 6), s(1, 2, 1, 7))),
        Arguments.of("gather", new Gather(), List.of(s(4, 3), s(2, 3))),
        Arguments.of("resize", new Resize(), List.of(s(1, 2, 5, 4))),
        Arguments.of("rotary", new Rotary(), List.of(s(1, 3, 8), s(3, 4))),
        Arguments.of("images", new Images(), List.of(s(1, 4, 6, 3))),
        Arguments.of("arithmetic", new Arithmetics(), List.of(s(3, 4), s(4), s(1, 4))));
  }

  private static Shape s(long... dims) {
    return Shape.of(dims);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("composites")
  void gradientsEqualCentralDifferences(String name, Composite composite, List<Shape> leaves) {
    PyTorchLibraries.load();
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    Map<String, NDArray> parameters = new HashMap<>();
    try (Eager eager = new Eager(DataType.FLOAT64, parameters::get)) {
      for (int i = 0; i < leaves.size(); i++) {
        double[] values = randomValues(i, leaves.get(i));
        put(eager, parameters, key(i), values, leaves.get(i));
      }
      PtNDArray loss = loss(eager, composite);
      JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);
      for (int i = 0; i < leaves.size(); i++) {
        checkLeaf(eager, composite, parameters, key(i), leaves.get(i));
      }
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private static void checkLeaf(
      Eager eager, Composite composite, Map<String, NDArray> parameters, String key, Shape shape) {
    NDArray leaf = parameters.get(key);
    double[] gradient = leaf.getGradient().toDoubleArray();
    double[] values = leaf.toDoubleArray();
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    assertThat(largest).as("gradient of %s", key).isPositive();
    Random random = new Random(99);
    for (int probe = 0; probe < PROBES_PER_LEAF; probe++) {
      int i = random.nextInt(values.length);
      double up = lossAt(eager, composite, parameters, key, shape, values, i, STEP);
      double down = lossAt(eager, composite, parameters, key, shape, values, i, -STEP);
      double difference = (up - down) / (2 * STEP);
      double scale = Math.max(Math.abs(gradient[i]), 0.01 * largest);
      assertThat(Math.abs(gradient[i] - difference) / scale)
          .as("%s[%d]: gradient %s, difference %s", key, i, gradient[i], difference)
          .isLessThanOrEqualTo(TOLERANCE);
    }
    parameters.put(key, leaf);
  }

  private static double lossAt(
      Eager eager,
      Composite composite,
      Map<String, NDArray> parameters,
      String key,
      Shape shape,
      double[] values,
      int index,
      double change) {
    double[] moved = values.clone();
    moved[index] += change;
    put(eager, parameters, key, moved, shape);
    try (PtNDArray loss = loss(eager, composite)) {
      return loss.toDoubleArray()[0];
    }
  }

  /** A fixed random combination of all elements of the composite's result. */
  private static PtNDArray loss(Eager eager, Composite composite) {
    TorchOps ops = eager.ops;
    return (PtNDArray)
        ops.scope(
            () -> {
              NDArray row = ops.reshape(composite.apply(ops), 1, Shape.ANY);
              return ops.matmul(row, eager.random(7, row.getShape().get(1), 1));
            });
  }

  private static void put(
      Eager eager, Map<String, NDArray> parameters, String key, double[] values, Shape shape) {
    NDArray leaf = eager.manager().create(values, new ai.djl.ndarray.types.Shape(shape.dims()));
    leaf.setRequiresGradient(true);
    parameters.put(key, leaf);
  }

  private static double[] randomValues(long seed, Shape shape) {
    return new Random(seed).doubles(shape.count(), -1, 1).toArray();
  }

  private static String key(int index) {
    return String.valueOf((char) ('a' + index));
  }

  /** Convolution, norm, GELU, attention, transposed convolution, sigmoid. */
  private record Segmenter() implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      T weight = ops.param("b");
      T ones = ops.affine(ops.param("c"), 0.1, 1);
      T map = ops.conv2d(ops.param("a"), weight, ops.param("c"), 2, 1, 1); // (1, 8, 4, 4)
      T normed = ops.scope(() -> ops.gelu(ops.layerNorm2d(map, ones, ops.param("c"), 1e-6)));
      T tokens = ops.permute(ops.reshape(normed, 1, 8, 16), 0, 2, 1);
      T attended = ops.attention(tokens, tokens, tokens, 2, null);
      T back = ops.reshape(ops.permute(attended, 0, 2, 1), 1, 8, 4, 4);
      T kernel = ops.reshape(ops.slice(ops.reshape(weight, 216), 0, 0, 192), 8, 6, 2, 2);
      T bias = ops.slice(ops.param("c"), 0, 0, 6);
      return ops.sigmoid(ops.convTranspose2x2(back, kernel, bias));
    }
  }

  private record Linear() implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      T hidden = ops.relu(ops.linear(ops.param("a"), ops.param("b"), ops.param("c")));
      return ops.linear(hidden, ops.param("d"), null);
    }
  }

  private record LayerNorm() implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      return ops.layerNorm(ops.param("a"), ops.param("b"), ops.param("c"), 1e-5);
    }
  }

  private record Attend(int heads, boolean biased) implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      T bias = biased ? ops.param("d") : null;
      return ops.attention(ops.param("a"), ops.param("b"), ops.param("c"), heads, bias);
    }
  }

  private record Gather() implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      T rows = ops.gather(ops.param("a"), ops.constant(HostTensor.of(new long[] {3, 0, 3}, 1, 3)));
      return ops.mul(ops.expandBatch(rows, ops.param("b")), ops.reshape(ops.param("b"), 2, 1, 3));
    }
  }

  private record Resize() implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      T up = ops.resizeBilinear(ops.param("a"), 9, 11);
      T down = ops.resizeBilinear(ops.param("a"), 3, 2);
      return ops.concat(1, List.of(ops.reshape(up, 1, 198), ops.reshape(down, 1, 12)));
    }
  }

  /** Pairs of channels turned by angles. */
  private record Rotary() implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      T pairs = ops.reshape(ops.param("a"), 0, 0, 4, 2);
      T even = ops.slice(pairs, 3, 0, 1);
      T odd = ops.slice(pairs, 3, 1, 2);
      T angles = ops.reshape(ops.param("b"), 1, 3, 4, 1);
      T cos = ops.cos(angles);
      T sin = ops.sin(angles);
      T real = ops.sub(ops.mul(even, cos), ops.mul(odd, sin));
      T imaginary = ops.add(ops.mul(even, sin), ops.mul(odd, cos));
      return ops.reshape(ops.concat(3, List.of(real, imaginary)), 1, 3, 8);
    }
  }

  private record Images() implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      T pooled = ops.maxPool2x2ChannelsLast(ops.param("a"));
      T map = ops.upsampleNearest2x(ops.permute(pooled, 0, 3, 1, 2));
      return ops.mul(map, ops.permute(ops.param("a"), 0, 3, 1, 2));
    }
  }

  private record Arithmetics() implements Composite {
    @Override
    public <T> T apply(Ops<T> ops) {
      T product = ops.mul(ops.param("a"), ops.affine(ops.param("b"), 1, 0.5));
      T sum = ops.add(ops.affine(product, 3, 0), ops.param("c"));
      List<T> both = ops.scopeAll(() -> List.of(ops.gelu(sum), ops.sub(ops.param("c"), sum)));
      return ops.matmul(both.get(0), ops.permute(both.get(1), 1, 0));
    }
  }
}
