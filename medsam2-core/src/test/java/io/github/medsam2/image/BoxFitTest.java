// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BoxFitTest {
  private static final int SIDE = 32;

  private static float[] grid() {
    float[] out = new float[SIDE * SIDE];
    Arrays.fill(out, -5);
    return out;
  }

  private static void paint(float[] grid, int x0, int y0, int x1, int y1, float value) {
    for (int y = y0; y < y1; y++) {
      Arrays.fill(grid, y * SIDE + x0, y * SIDE + x1, value);
    }
  }

  private static BitSet inside(float[] grid) {
    BitSet out = new BitSet();
    for (int i = 0; i < grid.length; i++) {
      out.set(i, grid[i] > 0);
    }
    return out;
  }

  private static float[] fitted(float[] grid, double x0, double y0, double x1, double y1) {
    return BoxFit.apply(grid, SIDE, new BoxFit.Box(x0, y0, x1, y1));
  }

  @Test
  void whatLiesOutsideGoesAndSmallPiecesInside() {
    float[] given = grid();
    paint(given, 0, 10, 30, 14, 4);
    paint(given, 6, 16, 8, 18, 4);
    float[] expected = grid();
    paint(expected, 4, 10, 24, 14, 4);
    float[] found = fitted(given, 4, 10, 24, 24);
    assertThat(inside(found)).isEqualTo(inside(expected));
    assertThat(found[11 * SIDE + 2]).as("negated, so that the border stays smooth").isEqualTo(-4);
  }

  @Test
  void aPieceAsHeavyAsTheOtherStays() {
    float[] given = grid();
    paint(given, 2, 4, 12, 8, 3);
    paint(given, 16, 4, 28, 8, 3);
    assertThat(fitted(given, 2, 4, 28, 8)).isEqualTo(given);
  }

  /** A vessel that fades towards the end of its box, and another beside it that fades as well. */
  @Test
  void faintEndsJoinWhereTheyFillTheBox() {
    float[] given = grid();
    paint(given, 2, 4, 20, 24, 3);
    paint(given, 20, 8, 30, 12, -0.5f);
    float[] exact = fitted(given, 2, 4, 30, 24);
    assertThat(exact[10 * SIDE + 28]).isPositive();
    float[] loose = fitted(given, 0, 0, 32, 32);
    assertThat(loose[10 * SIDE + 28]).as("the box shows no end").isNegative();
    assertThat(loose[10 * SIDE + 10]).isPositive();
  }

  @Test
  void edgesThatCutACellHalveIt() {
    float[] given = grid();
    paint(given, 4, 4, 20, 20, 4);
    float[] found = fitted(given, 4.5, 4, 19.75, 20);
    assertThat(found[10 * SIDE + 4]).isZero();
    assertThat(found[10 * SIDE + 19]).isEqualTo(2);
  }

  @Test
  void nothingInTheBoxChangesNothing() {
    float[] given = grid();
    paint(given, 20, 20, 28, 28, 4);
    assertThat(fitted(given, 1, 1, 10, 10)).isEqualTo(given);
  }

  /** Whatever is given: what stays lies in the box, and boxes off the grid do no harm. */
  @Property(tries = 200)
  void allThatStaysLiesInside(@ForAll long seed) {
    Random random = new Random(seed);
    float[] given = grid();
    for (int i = 0; i < 12; i++) {
      int x = random.nextInt(SIDE - 1);
      int y = random.nextInt(SIDE - 1);
      int right = x + 1 + random.nextInt(SIDE - x - 1);
      int down = y + 1 + random.nextInt(SIDE - y - 1);
      paint(given, x, y, right, down, 6 * random.nextFloat() - 3);
    }
    double x0 = random.nextInt(60) - 20;
    double y0 = random.nextInt(60) - 20;
    BoxFit.Box box =
        new BoxFit.Box(x0, y0, x0 + 0.5 + random.nextInt(40), y0 + 0.5 + random.nextInt(40));
    float[] before = given.clone();
    float[] found = BoxFit.apply(given, SIDE, box);
    assertThat(given).isEqualTo(before);
    boolean unchanged = Arrays.equals(found, given);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isFinite();
      assertThat(unchanged || found[i] <= 0 || box.share(i % SIDE, i / SIDE) >= 0.5).isTrue();
    }
  }
}
