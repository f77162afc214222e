package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.tensor.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes by how many kilobytes 5,000 uploads and runs made this process grow. */
final class MemoryProbe {
  static final Path STATUS = Path.of("/proc/self/status");

  private MemoryProbe() {}

  public static void main(String[] arguments) throws IOException {
    try (Engine engine = TorchEngine.open(EngineOptions.DEFAULT.withThreads(1));
        PreparedProgram program = engine.prepare(new BlockProgram(), BlockProgram.weights())) {
      runMany(engine, program, 1500);
      long before = residentKilobytes();
      runMany(engine, program, 5000);
      long growth = residentKilobytes() - before;
      Files.writeString(Path.of(arguments[0]), Long.toString(growth));
    }
  }

  private static void runMany(Engine engine, PreparedProgram program, int runs) {
    HostTensor tokens = Eager.randomHost(5, 1, 1000, BlockProgram.WIDTH);
    HostTensor indices = HostTensor.of(new long[] {1, 2, 3}, 1, 3);
    for (int i = 0; i < runs; i++) {
      try (EngineTensor x = engine.upload(tokens);
          EngineTensor rows = engine.upload(indices)) {
        program.run(Map.of("x", x, "rows", rows)).values().forEach(EngineTensor::close);
      }
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
