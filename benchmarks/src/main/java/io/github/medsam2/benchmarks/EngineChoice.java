// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An engine and whether it prepacks: what a benchmark compares. */
enum EngineChoice {
  /** ONNX Runtime with the weights left in the file. */
  ONNX("onnx", "onnx", false),
  /** ONNX Runtime with a second copy of the weights, in the layout of its products. */
  ONNX_PREPACKED("onnx-prepacked", "onnx", true),
  /** PyTorch, eager. */
  TORCH("torch", "torch", false);

  private final String label;
  private final String engine;
  private final boolean prepack;

  EngineChoice(String label, String engine, boolean prepack) {
    this.label = label;
    this.engine = engine;
    this.prepack = prepack;
  }

  static EngineChoice named(String label) {
    return Arrays.stream(values())
        .filter(c -> c.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "--engine",
                    "one of "
                        + Arrays.stream(values())
                            .map(EngineChoice::label)
                            .collect(Collectors.joining(", ")),
                    label,
                    "correct the name"));
  }

  /** How it is named on the command line and in tables. */
  String label() {
    return label;
  }

  /** The engine's name for the library. */
  String engine() {
    return engine;
  }

  EngineOptions options(int threads) {
    return EngineOptions.DEFAULT.withThreads(threads).withPrepack(prepack);
  }
}
