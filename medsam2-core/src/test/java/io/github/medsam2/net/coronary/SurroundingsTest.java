// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.reference.ReferenceEngine;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.DecodedMasks;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.LambdaProgram;
import io.github.medsam2.testing.RuleWeights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings go by where a mask lies and what else the image shows, not by how large the mask is. */
class SurroundingsTest {
  private static final int SIDE = 10; // no multiple of the coarser grids
  private static final int WIDTH = 8;
  private static final String MODULE = CoronaryConfig.SURROUNDINGS;

  private static final LambdaProgram AROUND =
      LambdaProgram.of(
          List.of(
              Port.floats("image", 1, SIDE * SIDE, WIDTH),
              Port.floats("shares", 1, 2, SIDE * SIDE),
              Port.floats("under", 1, 2, WIDTH)),
          (ops, in) -> {
            Object shares = requireNonNull(in.get("shares"));
            Object under = requireNonNull(in.get("under"));
            DecodedMasks<Object> masks =
                new DecodedMasks<>(under, requireNonNull(in.get("image")), shares, 2);
            Surroundings<Object> around = new Surroundings<>(Layers.root(ops).at(MODULE), SIDE);
            return around.of(masks, shares, under);
          });

  /** What is added to the features of two masks. */
  private static float[][] added(float[] image, float[] one, float[] other) {
    KeyTable keys = new KeyTable();
    Surroundings.keys(keys, MODULE, WIDTH);
    float[] shares = Arrays.copyOf(one, 2 * SIDE * SIDE);
    System.arraycopy(other, 0, shares, SIDE * SIDE, SIDE * SIDE);
    try (ReferenceEngine engine = new ReferenceEngine();
        EngineTensor i = engine.upload(HostTensor.of(image, 1, SIDE * SIDE, WIDTH));
        EngineTensor s = engine.upload(HostTensor.of(shares, 1, 2, SIDE * SIDE));
        EngineTensor u = engine.upload(HostTensor.of(new float[2 * WIDTH], 1, 2, WIDTH))) {
      Map<String, EngineTensor> out =
          engine
              .prepare(AROUND, new RuleWeights(keys.shapes(), 1))
              .run(Map.of("image", i, "shares", s, "under", u));
      float[] all = requireNonNull(out.get("y")).toHost().toFloatArray();
      return new float[][] {
        Arrays.copyOfRange(all, 0, WIDTH), Arrays.copyOfRange(all, WIDTH, 2 * WIDTH)
      };
    }
  }

  private static float[] image(float at, float value) {
    float[] image = new float[SIDE * SIDE * WIDTH];
    for (int i = 0; i < image.length; i++) {
      image[i] = (i * 37 % 101 - 50) / 50f;
    }
    Arrays.fill(image, (int) (at * image.length), (int) (at * image.length) + WIDTH / 2, value);
    return image;
  }

  private static float[] where(IntPredicate cells, float share) {
    float[] mask = new float[SIDE * SIDE];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = cells.test(i) ? share : 0;
    }
    return mask;
  }

  private static double distance(float[] a, float[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  @Test
  void placeMattersAndSizeDoesNot() {
    float[] left = where(i -> i % SIDE == 1, 1);
    float[] right = where(i -> i % SIDE == 8, 1);
    float[] thin = where(i -> i % SIDE == 1, 0.25f);
    float[] image = image(0, 0);
    float[][] places = added(image, left, right);
    float[][] sizes = added(image, left, thin);
    double moved = distance(places[0], places[1]);
    assertThat(moved).isGreaterThan(0.01);
    assertThat(distance(sizes[0], sizes[1])).isCloseTo(0, within(0.02 * moved));
  }

  /** Any cell of the image is seen, the last one, too. */
  @ParameterizedTest
  @ValueSource(floats = {0, 0.5f, 0.99f})
  void theRestOfTheImageMatters(float at) {
    float[] mask = where(i -> i == 44, 1);
    float[] before = added(image(at, 0), mask, mask)[0];
    assertThat(distance(before, added(image(at, 40), mask, mask)[0])).isGreaterThan(1e-5);
  }

  @Test
  void anEmptyMaskStaysFinite() {
    float[] none = where(i -> false, 0);
    for (float value : added(image(0, 0), none, none)[0]) {
      assertThat(value).isFinite();
    }
  }
}
