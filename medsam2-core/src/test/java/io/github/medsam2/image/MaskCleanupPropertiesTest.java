// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A cleanup against flood fill, cell by cell, of the same volume. */
class MaskCleanupPropertiesTest {
  record Grid(int width, int height, int depth, byte[] cells) {
    MaskVolume volume() {
      return MaskVolume.of(
          width, height, depth, ByteBuffer.wrap(cells), Geometry.ofSpacing(1, 1, 1));
    }

    /** For every cell the first cell of its part, and the area of that part. */
    int[][] parts() {
      int[] first = new int[cells.length];
      int[] area = new int[cells.length];
      Arrays.fill(first, -1);
      for (int start = 0; start < cells.length; start++) {
        Deque<Integer> open = new ArrayDeque<>();
        if (first[start] < 0) {
          open.add(start);
          first[start] = start;
        }
        while (!open.isEmpty()) {
          int c = open.remove();
          area[start]++;
          for (int n = 0; n < cells.length; n++) {
            if (first[n] < 0 && cells[n] == cells[c] && touch(n, c)) {
              first[n] = start;
              open.add(n);
            }
          }
        }
      }
      return new int[][] {first, area};
    }

    private boolean touch(int a, int b) {
      int plane = width * height;
      return Math.abs(a % width - b % width) <= 1
          && Math.abs(a % plane / width - b % plane / width) <= 1
          && Math.abs(a / plane - b / plane) <= 1;
    }

    Grid filled(int most) {
      int[][] parts = parts();
      byte[] out = cells.clone();
      boolean any = MaskCleanupPropertiesTest.any(cells);
      for (int i = 0; i < out.length; i++) {
        if (any && out[i] == 0 && parts[1][parts[0][i]] <= most) {
          out[i] = 1;
        }
      }
      return new Grid(width, height, depth, out);
    }

    Grid without(int islands, boolean largestOnly) {
      int[][] parts = parts();
      int largest = -1;
      for (int i = 0; i < cells.length; i++) {
        if (cells[i] != 0 && (largest < 0 || parts[1][i] > parts[1][largest])) {
          largest = i;
        }
      }
      byte[] out = cells.clone();
      for (int i = 0; i < out.length; i++) {
        int part = parts[0][i];
        if (parts[1][part] <= islands || (largestOnly && part != largest)) {
          out[i] = 0;
        }
      }
      return new Grid(width, height, depth, out);
    }
  }

  private static boolean any(byte[] cells) {
    for (byte c : cells) {
      if (c != 0) {
        return true;
      }
    }
    return false;
  }

  @Property(tries = 500)
  void partsAreThoseOfAFloodFill(
      @ForAll("grids") Grid grid, @ForAll("cleanups") MaskCleanup cleanup) {
    Grid expected =
        grid.filled(cleanup.maxHoleArea()).without(cleanup.maxIslandArea(), cleanup.largestOnly());
    assertThat(cleanup.apply(grid.volume())).isEqualTo(expected.volume());
  }

  @Property(tries = 500)
  void aSecondCleanupFindsNothing(
      @ForAll("grids") Grid grid, @ForAll("cleanups") MaskCleanup cleanup) {
    MaskVolume once = cleanup.apply(grid.volume());
    assertThat(cleanup.apply(once)).isEqualTo(once);
  }

  @Property(tries = 300)
  void largerPartsAreNotTouched(
      @ForAll("grids") Grid grid, @ForAll("cleanups") MaskCleanup cleanup) {
    int[][] parts = grid.parts();
    ByteBuffer after =
        new MaskCleanup(cleanup.maxHoleArea(), cleanup.maxIslandArea(), false)
            .apply(grid.volume())
            .voxels();
    for (int i = 0; i < grid.cells.length; i++) {
      boolean inside = grid.cells[i] != 0;
      int most = inside ? cleanup.maxIslandArea() : cleanup.maxHoleArea();
      if (parts[1][parts[0][i]] > most) {
        assertThat(after.get(i) != 0).as("cell " + i).isEqualTo(inside);
      }
    }
  }

  @Property(tries = 300)
  void aMaskIsItsFlatVolumeAndItsLogits(
      @ForAll("grids") Grid grid, @ForAll("cleanups") MaskCleanup cleanup) {
    int height = grid.height * grid.depth;
    Grid flat = new Grid(grid.width, height, 1, grid.cells);
    Mask mended = cleanup.apply(Mask.of(grid.width, height, grid.cells));
    assertThat(mended).isEqualTo(cleanup.apply(flat.volume()).slice(0));
    float[] logits = new float[grid.cells.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = grid.cells[i] != 0 ? i + 1 : -i;
    }
    float[] out = cleanup.apply(logits, grid.width, height, 0.1f);
    for (int i = 0; i < logits.length; i++) {
      boolean inside = mended.contains(i % grid.width, i / grid.width);
      float changed = inside ? 0.1f : -0.1f;
      assertThat(out[i]).isEqualTo(inside == logits[i] > 0 ? logits[i] : changed);
    }
  }

  @Provide
  Arbitrary<Grid> grids() {
    Arbitrary<Integer> side = Arbitraries.integers().between(1, 9);
    Arbitrary<Integer> depth = Arbitraries.integers().between(1, 4);
    Arbitrary<Double> density = Arbitraries.doubles().between(0, 1);
    return Combinators.combine(side, side, depth, density, Arbitraries.longs())
        .as(
            (w, h, d, p, seed) -> {
              Random random = new Random(seed);
              byte[] cells = new byte[w * h * d];
              for (int i = 0; i < cells.length; i++) {
                cells[i] = (byte) (random.nextDouble() < p ? 1 : 0);
              }
              return new Grid(w, h, d, cells);
            });
  }

  @Provide
  Arbitrary<MaskCleanup> cleanups() {
    Arbitrary<Integer> area = Arbitraries.integers().between(0, 12);
    return Combinators.combine(area, area, Arbitraries.of(true, false)).as(MaskCleanup::new);
  }
}
