// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.OwnProcess;
import java.io.IOException;
import java.util.Map;

/** Writes by how many kilobytes 6,500 uploads and runs made this process grow. */
final class MemoryProbe {

  private MemoryProbe() {}

  public static void main(String[] arguments) throws IOException {
    HostTensor tokens = Eager.randomHost(5, 1, 1000, BlockProgram.WIDTH);
    HostTensor indices = HostTensor.of(new long[] {1, 2, 3}, 1, 3);
    try (Engine engine = TorchEngine.open(EngineOptions.DEFAULT.withThreads(1));
        PreparedProgram program = engine.prepare(new BlockProgram(), BlockProgram.weights())) {
      OwnProcess.report(
          arguments[0],
          6500,
          () -> {
            try (EngineTensor x = engine.upload(tokens);
                EngineTensor rows = engine.upload(indices)) {
              program.run(Map.of("x", x, "rows", rows)).values().forEach(EngineTensor::close);
            }
          });
    }
  }
}
