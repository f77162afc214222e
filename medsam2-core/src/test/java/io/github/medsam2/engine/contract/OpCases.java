// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import java.util.List;
import java.util.stream.Stream;

/** The table of all cases; {@link OpCasesTest} sees to it that no operation is missing. */
final class OpCases {

  private OpCases() {}

  /** Fresh cases, grouped by operation. */
  static List<OpCase> all() {
    return Stream.of(
            LeafCases.all(),
            ProductCases.all(),
            AttentionCases.all(),
            ConvolutionCases.all(),
            NormCases.all(),
            FunctionCases.all(),
            ImageCases.all(),
            LayoutCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
