// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.dicom.xa.CineClip;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Where in the heart cycle the frames of a cine lie, from its R waves: the share of the cycle since
 * the last one. Before the first and after the last, cycles are taken to be as long as the mean.
 * Immutable and thread-safe.
 */
public final class CinePhase implements IntToDoubleFunction {
  private final int[] waves;

  private CinePhase(int[] waves) {
    this.waves = waves;
  }

  /** The phases of a cine. */
  public static CinePhase of(CineClip cine) {
    return of(cine.rWaves());
  }

  /** The phases between R waves at frames counted from 0, in any order. */
  public static CinePhase of(int... rWaves) {
    return new CinePhase(Arrays.stream(rWaves).sorted().distinct().toArray());
  }

  /** Share of the cycle at a frame, 0 to 1; NaN with fewer than two R waves. */
  @Override
  public double applyAsDouble(int frame) {
    int n = waves.length;
    if (n < 2) {
      return Double.NaN;
    }
    double mean = (waves[n - 1] - waves[0]) / (n - 1.0);
    int next = 0;
    while (next < n && waves[next] <= frame) {
      next++;
    }
    if (next > 0 && next < n) {
      return (frame - waves[next - 1]) / (double) (waves[next] - waves[next - 1]);
    }
    double cycles = (frame - waves[next == 0 ? 0 : n - 1]) / mean;
    return cycles - Math.floor(cycles);
  }
}
