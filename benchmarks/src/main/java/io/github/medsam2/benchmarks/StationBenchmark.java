// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The time of each {@link Station}, from tensors on the Java heap to results in the engine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH sets the fields: parameters first, then the set-up
public class StationBenchmark {
  @Param Station station;

  @Param({"onnx", "onnx-prepacked", "torch"})
  String engine;

  @Param({"1", "2"})
  int threads;

  private Workbench bench;
  private Supplier<Outcome> run;

  /** Opens the model, makes the inputs, and checks what the station says of them. */
  @Setup(Level.Trial)
  public void open() {
    bench =
        Workbench.open(
            Main.benchmarkModel(BenchmarkModel.TINY),
            new EngineSetup(EngineChoice.named(engine), threads));
    run = station.on(bench);
  }

  @Benchmark
  public void station() {
    run.get().close();
  }

  /** Frees the model. */
  @TearDown(Level.Trial)
  public void close() {
    bench.close();
  }
}
