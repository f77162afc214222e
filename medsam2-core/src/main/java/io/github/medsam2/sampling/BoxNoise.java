// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;

/**
 * Boxes as people draw them: those around a mask, each side moved by itself. A side is one pixel
 * less than the columns or rows of the mask; corners stay on its grid. Of noise, the numbers 0 to 3
 * are used, for left, top, right and bottom; of {@link #HASTY} 4, too.
 *
 * <p>A box needs an object: an empty mask is refused.
 */
public enum BoxNoise {
  /** No side moves. */
  NONE {
    @Override
    float move(float uniform, float side, boolean outward) {
      return 0;
    }
  },

  /** As the original: either way by up to a tenth of the side, and by 20 pixels at most. */
  ORIGINAL {
    @Override
    float move(float uniform, float side, boolean outward) {
      float amplitude = Math.min(side * TENTH, MOST);
      return (2 * uniform - 1) * amplitude;
    }
  },

  /** Rather too large than too small: a tenth of the side inward to a fifth outward. */
  LOOSE {
    @Override
    float move(float uniform, float side, boolean outward) {
      float out = (3 * uniform - 1) * TENTH * side;
      return outward ? out : -out;
    }
  },

  /**
   * As drawn by hand, in haste: all sides outward by one share of 0 to a fifth, and each by itself
   * either way by up to a tenth.
   */
  HASTY {
    @Override
    float move(float uniform, float side, boolean outward) {
      return (2 * uniform - 1) * TENTH * side;
    }

    @Override
    float outward(Noise noise) {
      return 2 * TENTH * (float) noise.uniform(4);
    }
  };

  private static final float TENTH = 0.1f;
  private static final float MOST = 20;

  /**
   * How far a side moves.
   *
   * @param outward whether a larger coordinate makes the box larger
   */
  abstract float move(float uniform, float side, boolean outward);

  /** By how much of its length all sides of a box move outward. */
  float outward(Noise noise) {
    return 0;
  }

  /** A box around a mask with an area, however small. */
  public BoxPrompt around(Mask mask, Noise noise) {
    return around(mask, noise, 0);
  }

  /**
   * A box around a mask.
   *
   * @param mask with a pixel inside
   * @param least the shortest side the box may have, as far as the grid allows; at least 0
   */
  public BoxPrompt around(Mask mask, Noise noise, double least) {
    Bounds b =
        mask.bounds()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "box around a mask",
                        "a pixel inside",
                        "none",
                        "leave out frames where the object is not seen"));
    float[] x = ends(b.x(), b.width() - 1f, mask.width(), noise, 0);
    float[] y = ends(b.y(), b.height() - 1f, mask.height(), noise, 1);
    double[] wide = widened(x, least, mask.width());
    double[] high = widened(y, least, mask.height());
    return new BoxPrompt(wide[0], high[0], wide[1], high[1]);
  }

  private float[] ends(int first, float side, int size, Noise noise, int axis) {
    float out = outward(noise) * side;
    float from = first - out + move((float) noise.uniform(axis), side, false);
    float to = first + side + out + move((float) noise.uniform(axis + 2L), side, true);
    return new float[] {clamp(from, size), clamp(to, size)};
  }

  private static float clamp(float at, int size) {
    return Math.max(0, Math.min(size - 1, at));
  }

  /** A side as long as asked; where it has no length, half a pixel more at either end. */
  private static double[] widened(float[] ends, double least, int size) {
    double length = (double) ends[1] - ends[0];
    double wanted = Math.min(least, size - 1.0);
    double middle = ((double) ends[0] + ends[1]) / 2;
    if (length < wanted) {
      double from = Math.max(0, Math.min(size - 1 - wanted, middle - wanted / 2));
      return new double[] {from, from + wanted};
    }
    return length > 0 ? new double[] {ends[0], ends[1]} : new double[] {middle - 0.5, middle + 0.5};
  }
}
