// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.runtime.Decoded;
import io.github.medsam2.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a station returned, still where the engine left it. Freed when closed.
 *
 * @param values copies the numbers to the host, for checking
 * @param free frees the engine's memory
 */
record Outcome(Supplier<List<HostTensor>> values, Runnable free) implements AutoCloseable {

  static Outcome of(EngineTensor... tensors) {
    return new Outcome(
        () -> List.of(tensors).stream().map(EngineTensor::toHost).toList(),
        () -> List.of(tensors).forEach(EngineTensor::close));
  }

  static Outcome of(Decoded d) {
    return of(d.masks(), d.iou(), d.objectScore(), d.pointers());
  }

  static Outcome of(HostTensor... tensors) {
    return new Outcome(() -> List.of(tensors), () -> {});
  }

  /** Fails unless every number is finite and no tensor is of one number throughout. */
  void check(String station) {
    for (HostTensor tensor : values.get()) {
      Range range = Range.of(tensor.floats());
      boolean varied = range.least < range.most || tensor.shape().count() == 1;
      if (!range.finite || !varied) {
        throw unbelievable(station, "finite numbers that differ", range);
      }
    }
  }

  /** Fails unless every number is this one. */
  void checkAll(String station, float value) {
    for (HostTensor tensor : values.get()) {
      Range range = Range.of(tensor.floats());
      if (range.least != value || range.most != value) {
        throw unbelievable(station, value + " everywhere", range);
      }
    }
  }

  private static MedSam2Exception unbelievable(String station, String expected, Range range) {
    return new MedSam2Exception(station, expected, range.toString(), "do not believe its timing");
  }

  private record Range(float least, float most, boolean finite) {
    static Range of(FloatBuffer numbers) {
      float least = Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      boolean finite = true;
      while (numbers.hasRemaining()) {
        float v = numbers.get();
        finite &= Float.isFinite(v);
        least = Math.min(least, v);
        most = Math.max(most, v);
      }
      return new Range(least, most, finite);
    }
  }

  @Override
  public void close() {
    free.run();
  }
}
