// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import static io.github.medsam2.engine.onnx.Arithmetic.assertClose;
import static io.github.medsam2.engine.onnx.Arithmetic.at;
import static io.github.medsam2.engine.onnx.Arithmetic.make;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.LambdaProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Runs.engine();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void maxPool2x2ChannelsLast() {
    HostTensor x = Runs.random(1, 3, 4, 6, 5);
    HostTensor expected =
        make(
            i -> {
              double most = Double.NEGATIVE_INFINITY;
              for (int k = 0; k < 4; k++) {
                most = Math.max(most, at(x, i[0], 2 * i[1] + k / 2, 2 * i[2] + k % 2, i[3]));
              }
              return most;
            },
            3,
            2,
            3,
            5);
    for (long batch : new long[] {3, Shape.ANY}) {
      LambdaProgram pool =
          LambdaProgram.of(
              List.of(Port.floats("x", batch, 4, 6, 5)),
              (ops, in) -> ops.maxPool2x2ChannelsLast(in.get("x")));
      assertClose(
          List.of(Runs.run(engine, pool, MapWeights.NONE, Map.of("x", x)).get("y")), 0, expected);
    }
  }

  @Test
  void upsampleNearest2x() {
    HostTensor x = Runs.random(1, 2, 3, 4, 5);
    assertClose(
        Runs.both(
            engine, MapWeights.NONE, List.of(x), (ops, in) -> ops.upsampleNearest2x(in.get(0))),
        0,
        make(i -> at(x, i[0], i[1], i[2] / 2, i[3] / 2), 2, 3, 8, 10));
  }

  @ParameterizedTest
  @CsvSource({"7, 9", "14, 18", "28, 36", "13, 4", "3, 31", "1, 1"})
  void resizeBilinearClampsAtTheEdges(int height, int width) {
    HostTensor x = Runs.random(1, 2, 3, 7, 9);
    HostTensor expected =
        make(
            i -> {
              double y = source(i[2], 7, height);
              double z = source(i[3], 9, width);
              long y0 = (long) y;
              long z0 = (long) z;
              long y1 = Math.min(y0 + 1, 6);
              long z1 = Math.min(z0 + 1, 8);
              double above = lerp(at(x, i[0], i[1], y0, z0), at(x, i[0], i[1], y0, z1), z - z0);
              double below = lerp(at(x, i[0], i[1], y1, z0), at(x, i[0], i[1], y1, z1), z - z0);
              return lerp(above, below, y - y0);
            },
            2,
            3,
            height,
            width);
    assertClose(
        Runs.both(
            engine,
            MapWeights.NONE,
            List.of(x),
            (ops, in) -> ops.resizeBilinear(in.get(0), height, width)),
        2e-6,
        expected);
  }

  /** Where torch reads for an output pixel: half-pixel centres, never before the first pixel. */
  private static double source(long i, int in, int out) {
    return Math.min(in - 1, Math.max(0, (i + 0.5) * in / out - 0.5));
  }

  private static double lerp(double a, double b, double t) {
    return a + (b - a) * t;
  }
}
