// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.L;
import static io.github.medsam2.engine.contract.OpCase.M;
import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.op;
import static io.github.medsam2.engine.contract.Values.about;
import static io.github.medsam2.engine.contract.Values.filled;

import java.util.List;
import java.util.stream.Stream;

/** Layer norms. */
final class NormCases {
  /**
   * The allowance where the mean is 1000 deviations: float32 holds the centred values to 1000 units
   * in the last place. A kernel that takes the variance as E[x²] - E[x]² is off by 100 %.
   */
  private static final double FAR_FROM_ZERO = 5000;

  private NormCases() {}

  static List<OpCase> all() {
    return Stream.of(lastAxis(), channels(), groups()).flatMap(List::stream).toList();
  }

  private static List<OpCase> lastAxis() {
    return List.of(
        norm("rows", 3, 1e-6).input(N, 3).sizes(5).sizes(1),
        norm("tokens", 96, 1e-6).input(N, L, 96).sizes(2, 7).sizes(1, 1),
        norm("windows", 257, 1e-5).input(N, L, 2, 257).sizes(2, 3).sizes(1, 1),
        norm("one vector", 11, 1e-5).input(11).sizes(),
        norm("width 1", 1, 1e-5).input(N, 1).sizes(4).sizes(1),
        norm("a large epsilon", 8, 0.5).input(N, 8).sizes(4).sizes(1),
        norm("large values", 33, 1e-6)
            .input(N, 33)
            .run(about(1, 0, 1e4, 3, 33))
            .run(about(2, 0, 1e8, 1, 33)),
        norm("small values beside epsilon", 33, 1e-6)
            .input(N, 33)
            .run(about(1, 0, 1e-3, 3, 33))
            .run(about(2, 0, 1e-6, 1, 33)),
        norm("a mean of 10 deviations", 256, 1e-6)
            .input(N, 256)
            .run(about(1, 10, 1, 5, 256))
            .run(about(2, -100, 10, 1, 256))
            .ulps(100),
        norm("a mean of 1000 deviations", 256, 1e-6)
            .input(N, 256)
            .run(about(1, 1000, 1, 5, 256))
            .run(about(2, -10, 0.01, 1, 256))
            .ulps(FAR_FROM_ZERO),
        norm("no variance", 96, 1e-6)
            .input(N, 96)
            .run(filled(3, 4, 96))
            .run(filled(0, 1, 96))
            .ulps(FAR_FROM_ZERO));
  }

  private static OpCase norm(String what, int width, double epsilon) {
    return op("layerNorm", what, (o, x) -> o.layerNorm(x[0], o.param("w"), o.param("b"), epsilon))
        .weight("w", width)
        .weight("b", width)
        .ulps(16);
  }

  private static List<OpCase> channels() {
    return List.of(
        norm2d("an image", 5, 1e-6).input(N, 5, 4, 3).sizes(2).sizes(1),
        norm2d("many channels", 64, 1e-6).input(N, 64, L, M).sizes(2, 3, 5).sizes(1, 1, 1),
        norm2d("one channel", 1, 1e-6).input(N, 1, 4, 3).sizes(2).sizes(1),
        norm2d("a mean of 1000 deviations", 64, 1e-6)
            .input(N, 64, 2, 3)
            .run(about(1, 1000, 1, 2, 64, 2, 3))
            .run(about(2, -10, 0.01, 1, 64, 2, 3))
            .ulps(FAR_FROM_ZERO),
        norm2d("no variance", 16, 1e-6)
            .input(N, 16, 2, 2)
            .run(filled(3, 2, 16, 2, 2))
            .run(filled(0, 1, 16, 2, 2))
            .ulps(FAR_FROM_ZERO));
  }

  private static List<OpCase> groups() {
    return List.of(
        grouped("an image", 6, 2).input(N, 6, 4, 3).sizes(2).sizes(1),
        grouped("any image", 16, 8).input(N, 16, L, M).sizes(2, 3, 5).sizes(1, 1, 1),
        grouped("one group", 5, 1).input(N, 5, 4, 3).sizes(2).sizes(1),
        grouped("a channel a group", 4, 4).input(N, 4, 4, 3).sizes(2).sizes(1),
        grouped("a large map", 8, 2).input(1, 8, 96, 96).sizes().ulps(64),
        grouped("a mean of 1000 deviations", 16, 4)
            .input(N, 16, 4, 4)
            .run(about(1, 1000, 1, 2, 16, 4, 4))
            .run(about(2, -10, 0.01, 1, 16, 4, 4))
            .ulps(FAR_FROM_ZERO),
        grouped("no variance", 16, 4)
            .input(N, 16, 2, 2)
            .run(filled(3, 2, 16, 2, 2))
            .run(filled(0, 1, 16, 2, 2))
            .ulps(FAR_FROM_ZERO));
  }

  private static OpCase grouped(String what, int channels, int groups) {
    return op(
            "groupNorm",
            what,
            (o, x) -> o.groupNorm(x[0], groups, o.param("w"), o.param("b"), 1e-5))
        .weight("w", channels)
        .weight("b", channels)
        .ulps(24);
  }

  private static OpCase norm2d(String what, int channels, double epsilon) {
    return op(
            "layerNorm2d", what, (o, x) -> o.layerNorm2d(x[0], o.param("w"), o.param("b"), epsilon))
        .weight("w", channels)
        .weight("b", channels)
        .ulps(16);
  }
}
