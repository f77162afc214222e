// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.L;
import static io.github.medsam2.engine.contract.OpCase.M;
import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.op;
import static io.github.medsam2.engine.contract.Values.about;
import static io.github.medsam2.engine.contract.Values.filled;

import io.github.medsam2.engine.contract.ProgramOf.Body;
import java.util.List;
import java.util.stream.Stream;

/** Pooling and resizing. */
final class ImageCases {
  private static final Body POOL = (o, x) -> o.maxPool2x2ChannelsLast(x[0]);
  private static final Body NEAREST = (o, x) -> o.upsampleNearest2x(x[0]);

  private ImageCases() {}

  static List<OpCase> all() {
    return Stream.of(pool(), nearest(), bilinear()).flatMap(List::stream).toList();
  }

  private static List<OpCase> pool() {
    return List.of(
        op("maxPool2x2ChannelsLast", "windows", POOL).input(N, 4, 6, 5).sizes(3).sizes(1),
        op("maxPool2x2ChannelsLast", "one cell", POOL).input(N, 2, 2, 1).sizes(3).sizes(1),
        op("maxPool2x2ChannelsLast", "open height and width", POOL)
            .input(N, L, M, 3)
            .sizes(2, 4, 6)
            .sizes(1, 2, 8),
        op("maxPool2x2ChannelsLast", "values below zero", POOL)
            .input(N, 2, 4, 3)
            .run(about(1, -100, 1, 2, 2, 4, 3))
            .run(filled(-3e38, 1, 2, 4, 3)));
  }

  private static List<OpCase> nearest() {
    return List.of(
        op("upsampleNearest2x", "an image", NEAREST).input(N, 3, 5, 4).sizes(2).sizes(1),
        op("upsampleNearest2x", "one pixel", NEAREST).input(N, 1, 1, 1).sizes(2).sizes(1),
        op("upsampleNearest2x", "open height and width", NEAREST)
            .input(N, 2, L, M)
            .sizes(2, 3, 5)
            .sizes(1, 1, 2));
  }

  private static List<OpCase> bilinear() {
    return List.of(
        resize("four times", 20, 12).input(N, 3, 5, 3).sizes(2).sizes(1),
        resize("by fractions", 7, 11).input(N, 2, 3, 5).sizes(2).sizes(1),
        resize("to the same size", 4, 5).input(N, 2, 4, 5).sizes(2).sizes(1),
        resize("half", 4, 5).input(N, 2, 8, 10).sizes(2).sizes(1),
        resize("to a third, which skips pixels", 3, 3).input(N, 2, 10, 9).sizes(2).sizes(1),
        resize("taller and narrower", 9, 2).input(N, 2, 4, 7).sizes(2).sizes(1),
        resize("of one pixel", 5, 3).input(N, 2, 1, 1).sizes(2).sizes(1),
        resize("to one pixel", 1, 1).input(N, 2, 5, 4).sizes(2).sizes(1),
        resize("of any image", 6, 6).input(N, 1, L, M).sizes(1, 4, 3).sizes(2, 9, 6),
        resize("large", 96, 80).input(1, 1, 24, 20).sizes());
  }

  private static OpCase resize(String what, int height, int width) {
    return op("resizeBilinear", what, (o, x) -> o.resizeBilinear(x[0], height, width)).ulps(16);
  }
}
