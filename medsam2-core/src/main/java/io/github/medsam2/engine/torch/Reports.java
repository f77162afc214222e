// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.util.Map;
import java.util.stream.Collectors;

/** The single numbers of a report, for messages. */
final class Reports {

  private Reports() {}

  static String numbers(Map<String, HostTensor> report) {
    String list =
        report.entrySet().stream()
            .filter(e -> e.getValue().dtype() == DType.FLOAT32)
            .filter(e -> e.getValue().shape().count() == 1)
            .map(e -> e.getKey() + " " + e.getValue().floats().get(0))
            .collect(Collectors.joining(", "));
    return list.isEmpty() ? "" : " (" + list + ")";
  }
}
