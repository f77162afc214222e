// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import java.util.concurrent.TimeUnit;
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

/** The practical peak: a {@link Product} of 2.147 GFLOP. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the fields: parameters first, then the set-up
public class PeakBenchmark {
  @Param({"onnx", "torch"})
  String engine;

  @Param({"1", "2"})
  int threads;

  private Product product;

  /** Makes the matrices, and checks their product. */
  @Setup(Level.Trial)
  public void open() {
    product = Product.open(new EngineSetup(EngineChoice.named(engine), threads));
  }

  @Benchmark
  public void product() {
    product.run().close();
  }

  /** Frees the matrices. */
  @TearDown(Level.Trial)
  public void close() {
    product.close();
  }
}
