// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

class BoxPoolTest {

  /** On a map that rises along the axis a mean of samples is the place of the cell's centre. */
  @Property(tries = 200)
  void aRampGivesTheCentresOfTheCells(
      @ForAll @IntRange(min = 8, max = 72) int side,
      @ForAll @FloatRange(min = 0, max = 0.5f) float from,
      @ForAll @FloatRange(min = 0.1f, max = 0.48f) float length) {
    float start = from * (side - 1);
    float end = start + Math.max(1, length * (side - 1));
    float[] cells = BoxPool.axis(start, end, side);
    for (int i = 0; i < BoxPool.CELLS; i++) {
      double sum = 0;
      double ramp = 0;
      for (int x = 0; x < side; x++) {
        sum += cells[i * side + x];
        ramp += cells[i * side + x] * (double) x;
      }
      assertThat(sum).as("shares of cell %d", i).isCloseTo(1, within(1e-5));
      double centre = start + (i + 0.5) * (end - start) / BoxPool.CELLS;
      assertThat(ramp).as("place of cell %d", i).isCloseTo(centre, within(1e-3));
    }
  }

  @Property(tries = 100)
  void whatLiesBeyondTheMapCountsAsNothing(
      @ForAll @IntRange(min = 1, max = 72) int side,
      @ForAll @FloatRange(min = -3, max = 3) float from,
      @ForAll @FloatRange(min = -1, max = 6) float length) {
    float[] cells = BoxPool.axis(from * side, (from + length) * side, side);
    assertThat(cells).hasSize(BoxPool.CELLS * side);
    for (int i = 0; i < BoxPool.CELLS; i++) {
      double sum = 0;
      for (int x = 0; x < side; x++) {
        assertThat(cells[i * side + x]).isBetween(0f, 1.00001f);
        sum += cells[i * side + x];
      }
      assertThat(sum).isBetween(0.0, 1.00001);
    }
  }
}
