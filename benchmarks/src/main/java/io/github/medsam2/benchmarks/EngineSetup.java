package io.github.medsam2.benchmarks;

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
}
