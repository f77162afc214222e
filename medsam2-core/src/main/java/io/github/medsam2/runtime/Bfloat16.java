// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

/**
 * The 16-bit floats memories are stored in: the upper half of a float32, rounded to nearest, ties
 * to even. The original stores its memory maps so, whatever it computes in.
 */
public final class Bfloat16 {

  private Bfloat16() {}

  /** The nearest bfloat16. Infinities and NaN stay what they are. */
  public static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /** The float a bfloat16 stands for. */
  public static float toFloat(short value) {
    return Float.intBitsToFloat(value << 16);
  }

  /** Every value as the nearest bfloat16. */
  public static short[] of(float[] values) {
    short[] out = new short[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = of(values[i]);
    }
    return out;
  }

  /** Every value rounded to bfloat16. */
  public static float[] rounded(float[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = toFloat(of(values[i]));
    }
    return out;
  }
}
