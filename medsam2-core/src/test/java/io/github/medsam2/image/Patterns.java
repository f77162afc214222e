// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/** The grey pattern of the conformance numbers: ((3x + 5y + 17z) xor (x y / 16)) and 255. */
public final class Patterns {

  private Patterns() {}

  /** One slice, row by row; the conformance volume is 80 wide and 64 high. */
  public static byte[] slice(int width, int height, int z) {
    byte[] out = new byte[width * height];
    for (int i = 0; i < out.length; i++) {
      int x = i % width;
      int y = i / width;
      out[i] = (byte) ((3 * x + 5 * y + 17 * z) ^ ((x * y) >> 4));
    }
    return out;
  }

  static float[] floats(int width, int height) {
    byte[] bytes = slice(width, height, 2);
    float[] out = new float[bytes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (bytes[i] & 0xff) - 100.5f;
    }
    return out;
  }
}
