// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import io.github.medsam2.MedSam2;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;

/** Runs a batch with the reduced network, to be killed: {@code weights manifest results}. */
final class BatchProgram {
  private BatchProgram() {}

  public static void main(String[] args) {
    try (MedSam2 model = MedSam2.load(Path.of(args[0]), NanoModel.options("onnx"))) {
      Batch.of(model, Path.of(args[1]), Path.of(args[2])).run(progress -> true);
    }
  }
}
