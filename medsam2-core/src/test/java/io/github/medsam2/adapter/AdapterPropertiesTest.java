// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class AdapterPropertiesTest {
  private static final String LINEAR = "net.linear.weight";

  private static void assertSame(Weights found, Weights expected) {
    assertThat(found.values()).isEqualTo(expected.values());
  }

  /** Units in the last place of the larger operand: merging rounds once. */
  private static void assertClose(Weights found, Weights expected, Weights scale, float ulps) {
    for (String key : expected.keys()) {
      float[] a = found.get(key).value().toFloatArray();
      float[] b = expected.get(key).value().toFloatArray();
      float[] size = scale.get(key).value().toFloatArray();
      for (int i = 0; i < a.length; i++) {
        float unit = Math.ulp(Math.max(Math.abs(b[i]), Math.abs(size[i])));
        assertThat(Math.abs(a[i] - b[i])).as(key).isLessThanOrEqualTo(ulps * unit);
      }
    }
  }

  @Property(tries = 100)
  void mergedWeightsAreTheFormula(
      @ForAll long seed, @ForAll @DoubleRange(min = -2, max = 2) double w) {
    Weights base = Adapters.weights(seed);
    Adapter adapter = Adapters.small("a", ~seed, 2);
    Weights merged = adapter.weighted(w).mergedInto(base);
    LowRank c = Adapters.of(adapter, "net.linear");
    for (int o = 0; o < 6; o++) {
      for (int i = 0; i < 5; i++) {
        double sum = 0;
        for (int k = 0; k < 2; k++) {
          sum += (double) c.b().floats().get(o * 2 + k) * c.a().floats().get(k * 5 + i);
        }
        double expected = base.get(LINEAR).value().floats().get(o * 5 + i) + w * (2.0 / 2) * sum;
        float found = merged.get(LINEAR).value().floats().get(o * 5 + i);
        assertThat(Math.abs(found - expected)).isLessThanOrEqualTo(Math.ulp((float) expected));
      }
    }
  }

  @Property(tries = 100)
  void weightZeroIsTheBase(@ForAll long seed) {
    Weights base = Adapters.weights(seed);
    OverlaidWeights merged = Adapters.small("a", ~seed, 2).weighted(0).mergedInto(base);
    assertThat(merged.replaced()).isEmpty();
    assertSame(merged, base);
  }

  @Property(tries = 100)
  void takingAnAdapterOffGivesTheBase(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int rank) {
    Weights base = Adapters.weights(seed);
    Adapter adapter = Adapters.small("a", ~seed, rank);
    OverlaidWeights merged = AdapterStack.of(adapter).mergedInto(base);
    assertThat(merged.values()).isNotEqualTo(base.values());
    assertThat(merged.base()).isSameAs(base);
    // In one stack both cancel to the bit; taken off a merged file, its rounding is left.
    assertSame(adapter.weighted(1).and(adapter, -1).mergedInto(base), base);
    Adapter factors = new Adapter("factors", adapter.corrections(), Map.of());
    Weights file = MapWeights.inMemory(factors.weighted(1).mergedInto(base).values());
    assertClose(factors.weighted(-1).mergedInto(file), base, file, 2);
  }

  @Property(tries = 100)
  void stackingDoesNotDependOnTheOrder(
      @ForAll long seed, @ForAll @DoubleRange(min = -2, max = 2) double w) {
    Weights base = Adapters.weights(seed);
    Adapter a = Adapters.small("a", seed + 1, 1);
    Adapter b = Adapters.small("b", seed + 2, 3);
    Adapter c = Adapters.small("c", seed + 3, 2);
    Weights one = a.weighted(w).and(b, 0.5).and(c, 1).mergedInto(base);
    Weights other = c.weighted(1).and(a, w).and(b, 0.5).mergedInto(base);
    assertClose(one, other, base, 1);
  }

  @Property(tries = 100)
  void oneAfterTheOtherIsTheStack(@ForAll long seed) {
    Weights base = Adapters.weights(seed);
    Adapter a = new Adapter("a", Adapters.small("a", seed + 1, 1).corrections(), Map.of());
    Adapter b = new Adapter("b", Adapters.small("b", seed + 2, 3).corrections(), Map.of());
    Weights twice = AdapterStack.of(b).mergedInto(AdapterStack.of(a).mergedInto(base));
    Weights once = AdapterStack.of(a, b).mergedInto(base);
    assertClose(twice, once, AdapterStack.of(a).mergedInto(base), 2);
  }

  @Property(tries = 100)
  void aStackIsOneAdapterOfTheSumOfRanks(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.25, max = 2) double w) {
    Weights base = Adapters.weights(seed);
    Adapter a = new Adapter("a", Adapters.small("a", seed + 1, 1).corrections(), Map.of());
    Adapter b = Adapters.small("b", seed + 2, 3);
    AdapterStack stack = a.weighted(w).and(b, 1);
    Adapter one = stack.toAdapter("both");
    assertThat(Adapters.of(one, "net.linear").rank()).isEqualTo(4);
    Weights expected = stack.mergedInto(base);
    for (String key : expected.keys()) {
      assertThat(AdapterStack.of(one).mergedInto(base).get(key).value().toFloatArray())
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(expected.get(key).value().toFloatArray());
    }
  }

  @Property(tries = 50)
  void rowBlocksAreTheCorrectionOfTheFusedLayer(@ForAll long seed) {
    LowRank q = Adapters.correction(Shape.of(2, 5), 2, 4, seed);
    LowRank v = Adapters.correction(Shape.of(2, 5), 3, 6, ~seed);
    LowRank fused =
        LowRank.ofRows(6, java.util.List.of(new LowRank.Rows(0, q), new LowRank.Rows(4, v)));
    double[] all = new double[30];
    fused.addTo(all, 1);
    double[] parts = new double[30];
    double[] block = new double[10];
    q.addTo(block, 1);
    System.arraycopy(block, 0, parts, 0, 10);
    java.util.Arrays.fill(block, 0);
    v.addTo(block, 1);
    System.arraycopy(block, 0, parts, 20, 10);
    assertThat(all).containsExactly(parts);
  }

  @Property(tries = 60)
  void misshapenCorrectionsAreRefusedByKey(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int out,
      @ForAll @IntRange(min = 1, max = 8) int in) {
    Weights base = Adapters.weights(seed);
    LowRank correction = Adapters.correction(Shape.of(out, in), 2, 2, seed);
    Adapter adapter = new Adapter("odd", Map.of("net.linear", correction), Map.of());
    if (out == 6 && in == 5) {
      assertThat(AdapterStack.of(adapter).mergedInto(base).replaced()).containsExactly(LINEAR);
    } else {
      assertThatThrownBy(() -> AdapterStack.of(adapter).mergedInto(base))
          .isInstanceOf(MedSam2Exception.class)
          .hasMessageContaining("adapter odd, net.linear.weight")
          .hasMessageContaining("(" + out + ", " + in + ")");
    }
  }

  @Property(tries = 40)
  void whatIsWrittenIsRead(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int rank)
      throws Exception {
    Path folder = Files.createTempDirectory("adapter");
    try {
      Adapter adapter = Adapters.small("a", seed, rank).forBase(Adapters.weights(seed));
      adapter.write(folder.resolve("new"));
      Adapter read = Adapter.read(folder.resolve("new"));
      assertThat(read).isEqualTo(adapter);
      assertThat(read.name()).isEqualTo("new");
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
      }
    }
  }

  @Property(tries = 20)
  void anotherBaseIsRefused(@ForAll long seed) {
    Weights base = Adapters.weights(seed);
    Adapter adapter = Adapters.small("ours", seed, 2).forBase(base);
    assertSame(
        AdapterStack.of(adapter).mergedInto(base),
        AdapterStack.of(adapter.forAnyBase()).mergedInto(base));
    Map<String, HostTensor> other = new LinkedHashMap<>(base.values());
    other.put("net.linear.bias", Adapters.normal(seed + 100, 6));
    Weights others = MapWeights.inMemory(other);
    assertThatThrownBy(() -> AdapterStack.of(adapter).mergedInto(others))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("adapter ours: expected the base it was trained on")
        .hasMessageContaining("forAnyBase()");
    assertThat(AdapterStack.of(adapter.forAnyBase()).mergedInto(others).replaced()).hasSize(3);
  }
}
