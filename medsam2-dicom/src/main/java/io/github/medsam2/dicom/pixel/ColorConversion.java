// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

/** Luminance and chroma to red, green and blue (PS3.3 C.7.6.3.1.2), in fixed point of 16 bits. */
final class ColorConversion {
  private static final int ONE = 1 << 16;

  private ColorConversion() {}

  /**
   * Converts interleaved samples in place.
   *
   * @param bits bits of a sample
   * @param partial whether luminance spans 16 to 235 and chroma 16 to 240 of 256
   */
  static void toRgb(int[] samples, int bits, boolean partial) {
    int max = (1 << bits) - 1;
    int centre = 1 << (bits - 1);
    int black = partial ? 1 << Math.max(0, bits - 4) : 0;
    double luma = partial ? 255.0 / 219 : 1;
    double chroma = partial ? 255.0 / 224 : 1;
    long y1 = Math.round(luma * ONE);
    long redCr = Math.round(1.402 * chroma * ONE);
    long greenCb = Math.round(0.344136 * chroma * ONE);
    long greenCr = Math.round(0.714136 * chroma * ONE);
    long blueCb = Math.round(1.772 * chroma * ONE);
    for (int i = 0; i + 2 < samples.length; i += 3) {
      long y = y1 * ((samples[i] & max) - black) + ONE / 2;
      int cb = (samples[i + 1] & max) - centre;
      int cr = (samples[i + 2] & max) - centre;
      samples[i] = clamp((y + redCr * cr) >> 16, max);
      samples[i + 1] = clamp((y - greenCb * cb - greenCr * cr) >> 16, max);
      samples[i + 2] = clamp((y + blueCb * cb) >> 16, max);
    }
  }

  private static int clamp(long v, int max) {
    return (int) Math.max(0, Math.min(v, max));
  }
}
