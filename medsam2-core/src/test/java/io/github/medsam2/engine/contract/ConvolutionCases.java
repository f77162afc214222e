// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import static io.github.medsam2.engine.contract.OpCase.L;
import static io.github.medsam2.engine.contract.OpCase.M;
import static io.github.medsam2.engine.contract.OpCase.N;
import static io.github.medsam2.engine.contract.OpCase.op;

import java.util.List;
import java.util.stream.Stream;

/** Convolutions and transposed convolutions. */
final class ConvolutionCases {

  private ConvolutionCases() {}

  static List<OpCase> all() {
    return Stream.of(conv2d(), convTranspose()).flatMap(List::stream).toList();
  }

  private static List<OpCase> conv2d() {
    return List.of(
        conv("1x1", 1, 0, 1, 5, 3, 1, 1).input(N, 3, 4, 6).sizes(2).sizes(1),
        conv("3x3 that keeps the size", 1, 1, 1, 4, 3, 3, 3).input(N, 3, 5, 7).sizes(2).sizes(1),
        conv("3x3 stride 2", 2, 1, 1, 4, 3, 3, 3).input(N, 3, 8, 7).sizes(2).sizes(1),
        conv("7x7 stride 4", 4, 3, 1, 6, 3, 7, 7).input(N, 3, 16, 20).sizes(2).sizes(1),
        conv("2x2 stride 2 of an odd image", 2, 0, 1, 3, 2, 2, 2)
            .input(N, 2, 7, 5)
            .sizes(2)
            .sizes(1),
        conv("a wide kernel", 1, 0, 1, 2, 3, 1, 3).input(N, 3, 4, 9).sizes(2).sizes(1),
        conv("one pixel under a padded kernel", 1, 1, 1, 2, 3, 3, 3)
            .input(N, 3, 1, 1)
            .sizes(3)
            .sizes(1),
        conv("one channel in and out", 1, 1, 1, 1, 1, 3, 3).input(N, 1, 6, 5).sizes(2).sizes(1),
        conv("depth-wise 7x7", 1, 3, 5, 5, 1, 7, 7).input(N, 5, 9, 8).sizes(2).sizes(1),
        conv("two groups", 1, 1, 2, 6, 2, 3, 3).input(N, 4, 5, 5).sizes(2).sizes(1),
        conv("depth-wise, two outputs each", 2, 1, 3, 6, 1, 3, 3)
            .input(N, 3, 6, 5)
            .sizes(2)
            .sizes(1),
        conv("many channels", 1, 1, 1, 24, 40, 3, 3).input(N, 40, 9, 11).sizes(2).sizes(1),
        conv("open height and width", 2, 1, 1, 4, 3, 3, 3)
            .input(N, 3, L, M)
            .sizes(1, 8, 5)
            .sizes(2, 5, 9),
        op("conv2d", "no bias", (o, x) -> o.conv2d(x[0], o.param("w"), null, 1, 1, 1))
            .weight("w", 4, 3, 3, 3)
            .input(N, 3, 5, 6)
            .sizes(2)
            .sizes(1)
            .sums(27),
        op(
                "conv2d",
                "a weight computed from parameters",
                (o, x) -> o.conv2d(x[0], o.affine(o.param("w"), 0.5, 0.25), o.param("b"), 1, 1, 1))
            .weight("w", 4, 3, 3, 3)
            .weight("b", 4)
            .input(N, 3, 5, 6)
            .sizes(2)
            .sizes(1)
            .sums(27));
  }

  private static OpCase conv(
      String what, int stride, int padding, int groups, int out, int in, int kh, int kw) {
    return op(
            "conv2d",
            what,
            (o, x) -> o.conv2d(x[0], o.param("w"), o.param("b"), stride, padding, groups))
        .weight("w", out, in, kh, kw)
        .weight("b", out)
        .sums(in * kh * kw);
  }

  private static List<OpCase> convTranspose() {
    return List.of(
        up("channels to fewer", 6, 3).input(N, 6, 4, 5).sizes(2).sizes(1),
        up("channels to more", 2, 7).input(N, 2, 3, 3).sizes(2).sizes(1),
        up("one channel, one pixel", 1, 1).input(N, 1, 1, 1).sizes(3).sizes(1),
        up("open height and width", 3, 2).input(1, 3, L, M).sizes(0, 4, 3).sizes(0, 1, 6),
        up("many channels", 64, 16).input(N, 64, 5, 3).sizes(2).sizes(1));
  }

  private static OpCase up(String what, int in, int out) {
    return op(
            "convTranspose2x2",
            what,
            (o, x) -> o.convTranspose2x2(x[0], o.param("w"), o.param("b")))
        .weight("w", in, out, 2, 2)
        .weight("b", out)
        .sums(in);
  }
}
