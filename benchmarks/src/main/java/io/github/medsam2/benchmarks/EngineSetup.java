// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import java.nio.file.Path;

/**
 * An engine as it is measured.
 *
 * @param engine which, and whether prepacked
 * @param threads of one run
 */
record EngineSetup(EngineChoice engine, int threads) {

  /** Cells of a table: engine and threads. */
  @Override
  public String toString() {
    return engine.label() + " | " + threads;
  }

  /** A command line for one process with this setup alone. */
  String[] command(String name, Path checkpoint, int runs) {
    return command(name, checkpoint, "--runs", runs);
  }

  /** A command line for one process with this setup alone and one more number. */
  String[] command(String name, Path checkpoint, String option, int number) {
    return new String[] {
      name,
      "--checkpoint",
      checkpoint.toString(),
      "--engine",
      engine.label(),
      "--threads",
      Integer.toString(threads),
      option,
      Integer.toString(number)
    };
  }
}
