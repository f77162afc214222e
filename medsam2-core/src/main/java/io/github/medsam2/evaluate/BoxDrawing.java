// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.sampling.BoxNoise;
import io.github.medsam2.sampling.CounterRandom;

/** How a box around an object is drawn when a model is judged. */
public enum BoxDrawing {
  /** From the first to the last column and row of the mask. */
  EXACT("box", 1),

  /** Each side moved by up to a tenth either way ({@link BoxNoise#ORIGINAL}), three times. */
  JITTERED("box-jittered", 3),

  /** Each side moved outward by a fifth of the box's length, as far as the image goes. */
  LOOSE("box-loose", 1),

  /** Moved by 5 pixels to the left, right, top or bottom, as far as the image goes. */
  SHIFTED("box-shifted", 1);

  private static final double LOOSENED = 0.2;
  private static final int SHIFT = 5;

  private final String label;
  private final int repeats;

  BoxDrawing(String label, int repeats) {
    this.label = label;
    this.repeats = repeats;
  }

  /** A short name. */
  public String label() {
    return label;
  }

  /** How often it is drawn for each object. */
  public int repeats() {
    return repeats;
  }

  /**
   * The box of an object, the same whenever it is asked for.
   *
   * @param truth not empty
   * @param caseId of the sample
   * @param object index in the sample
   * @param repeat 0 to {@link #repeats} - 1
   */
  public BoxPrompt around(Mask truth, String caseId, int object, int repeat) {
    BoxPrompt exact = BoxPrompt.around(truth);
    CounterRandom random =
        CounterRandom.of(repeat + 1L).split("evaluation box").split(caseId).split(object);
    return switch (this) {
      case EXACT -> exact;
      case JITTERED -> BoxNoise.ORIGINAL.around(truth, random);
      case LOOSE -> moved(exact, truth, -LOOSENED, -LOOSENED, LOOSENED, LOOSENED);
      case SHIFTED -> shifted(exact, truth, random.below(4, 0));
    };
  }

  /** Moves the sides by shares of the box's length. */
  private static BoxPrompt moved(
      BoxPrompt b, Mask grid, double left, double top, double right, double bottom) {
    double width = b.x1() - b.x0();
    double height = b.y1() - b.y0();
    return new BoxPrompt(
        Math.max(Math.min(0, b.x0()), b.x0() + left * width),
        Math.max(Math.min(0, b.y0()), b.y0() + top * height),
        Math.min(Math.max(grid.width() - 1.0, b.x1()), b.x1() + right * width),
        Math.min(Math.max(grid.height() - 1.0, b.y1()), b.y1() + bottom * height));
  }

  private static BoxPrompt shifted(BoxPrompt b, Mask grid, int direction) {
    int sign = direction % 2 == 0 ? 1 : -1;
    if (direction < 2) {
      double by = room(sign, b.x0(), b.x1(), grid.width());
      return new BoxPrompt(b.x0() + by, b.y0(), b.x1() + by, b.y1());
    }
    double by = room(sign, b.y0(), b.y1(), grid.height());
    return new BoxPrompt(b.x0(), b.y0() + by, b.x1(), b.y1() + by);
  }

  private static double room(int sign, double from, double to, int size) {
    return sign > 0
        ? Math.max(0, Math.min(SHIFT, size - 1 - to))
        : -Math.max(0, Math.min(SHIFT, from));
  }
}
