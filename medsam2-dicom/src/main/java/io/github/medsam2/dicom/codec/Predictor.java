// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/** The seven predictions of lossless JPEG (T.81 table H.1). */
final class Predictor {

  private Predictor() {}

  /**
   * @param selection 1 to 7
   * @param at the sample to predict, not in the first line or column
   * @param step distance to the sample on the left
   * @param line distance to the sample above
   */
  static int of(int selection, short[] samples, int at, int step, int line) {
    int a = samples[at - step] & 0xffff;
    int b = samples[at - line] & 0xffff;
    int c = samples[at - line - step] & 0xffff;
    return switch (selection) {
      case 1 -> a;
      case 2 -> b;
      case 3 -> c;
      case 4 -> a + b - c;
      case 5 -> a + ((b - c) >> 1);
      case 6 -> b + ((a - c) >> 1);
      default -> (a + b) >> 1;
    };
  }
}
