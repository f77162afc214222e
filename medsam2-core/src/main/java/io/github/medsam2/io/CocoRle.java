// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.voxel.GridSize;
import java.util.Arrays;

/**
 * A mask as run lengths, as COCO and SA-V keep it: pixels column by column from the top left, the
 * lengths of runs outside and inside in turn, the first outside (0 where the first pixel is
 * inside). Immutable and thread-safe.
 *
 * <p>The compressed form writes each length, from the fourth on less the length two before it, as
 * groups of 5 bits, lowest first. A group is one character from code 48 on; its bit 5 says that
 * another follows, and bit 4 of the last is the sign.
 */
public final class CocoRle {
  private static final String WHERE = "run lengths of a mask";
  private static final int FIRST_CHARACTER = 48;
  private static final int MORE = 0x20;
  private static final int SIGN = 0x10;

  private final int width;
  private final int height;
  private final int[] counts;

  private CocoRle(int width, int height, int[] counts) {
    this.width = width;
    this.height = height;
    this.counts = counts;
  }

  /** The run lengths of a mask. */
  public static CocoRle of(Mask mask) {
    int[] counts = new int[16];
    int n = 0;
    boolean inside = false;
    for (int x = 0; x < mask.width(); x++) {
      for (int y = 0; y < mask.height(); y++) {
        if (mask.contains(x, y) != inside) {
          inside = !inside;
          n++;
          counts = n == counts.length ? Arrays.copyOf(counts, 2 * n) : counts;
        }
        counts[n]++;
      }
    }
    return new CocoRle(mask.width(), mask.height(), Arrays.copyOf(counts, n + 1));
  }

  /**
   * Run lengths as they stand in the list form.
   *
   * @throws FormatException if a length is negative or they do not add up to the pixels
   */
  public static CocoRle ofCounts(int width, int height, int... counts) {
    GridSize.flat(width, height).within(ReadLimits.defaults(), WHERE, 1);
    long sum = 0;
    for (int count : counts) {
      sum = count < 0 ? Long.MIN_VALUE : sum + count;
    }
    if (sum != (long) width * height) {
      throw new FormatException(
          WHERE,
          "lengths of at least 0 that add up to " + width + " x " + height,
          sum < 0 ? "a negative length" : "a sum of " + sum,
          "give width and height in this order, and all lengths");
    }
    return new CocoRle(width, height, counts.clone());
  }

  /**
   * Run lengths in the compressed form.
   *
   * @throws FormatException if the text is damaged or the lengths do not add up to the pixels
   */
  public static CocoRle ofCompressed(int width, int height, String text) {
    int[] counts = new int[text.length()];
    int n = 0;
    for (int at = 0; at < text.length(); n++) {
      long value = 0;
      int group;
      int shift = 0;
      do {
        group = at < text.length() ? text.charAt(at++) - FIRST_CHARACTER : -1;
        if (group < 0 || group >= 2 * MORE || shift > 30) {
          throw new FormatException(
              WHERE, "groups of 5 bits as characters 48 to 111", "others", "check the text");
        }
        value |= (long) (group & (MORE - 1)) << shift;
        shift += 5;
      } while ((group & MORE) != 0);
      value |= (group & SIGN) != 0 ? -1L << shift : 0;
      counts[n] =
          (int) Math.max(-1, Math.min(value + (n > 2 ? counts[n - 2] : 0), Integer.MAX_VALUE));
    }
    return ofCounts(width, height, Arrays.copyOf(counts, n));
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** The run lengths; a copy. */
  public int[] counts() {
    return counts.clone();
  }

  /** The number of pixels inside. */
  public int area() {
    int area = 0;
    for (int i = 1; i < counts.length; i += 2) {
      area += counts[i];
    }
    return area;
  }

  /** The compressed form. */
  public String compressed() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      int rest = counts[i] - (i > 2 ? counts[i - 2] : 0);
      boolean more;
      do {
        int group = rest & (MORE - 1);
        rest >>= 5;
        more = rest != ((group & SIGN) != 0 ? -1 : 0);
        text.append((char) ((more ? group | MORE : group) + FIRST_CHARACTER));
      } while (more);
    }
    return text.toString();
  }

  /** The mask. */
  public Mask toMask() {
    byte[] pixels = new byte[width * height];
    int at = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int end = at + counts[i]; at < end; at++) {
        pixels[at % height * width + at / height] = (byte) (i % 2);
      }
    }
    return Mask.of(width, height, pixels);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CocoRle r
        && width == r.width
        && height == r.height
        && Arrays.equals(counts, r.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(counts);
  }

  /** The size and the number of runs. */
  @Override
  public String toString() {
    return "CocoRle[" + width + "x" + height + ", " + counts.length + " runs]";
  }
}
