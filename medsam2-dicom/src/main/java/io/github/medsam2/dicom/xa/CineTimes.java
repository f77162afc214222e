// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.InvalidInputException;

/** Writes the Cine module's times (PS3.3 C.7.6.5). */
final class CineTimes {

  private CineTimes() {}

  static void constant(DataSetBuilder to, double milliseconds) {
    if (!(milliseconds > 0 && milliseconds < 1e9)) {
      throw bad("milliseconds above 0", milliseconds + "");
    }
    to.doubles(Tag.FRAME_TIME, milliseconds)
        .ints(Tag.FRAME_INCREMENT_POINTER, Tag.FRAME_TIME.number());
  }

  /** The first time is the delay; the vector holds increments, the first of which is 0. */
  static void vector(DataSetBuilder to, double[] milliseconds, int frames) {
    if (milliseconds.length != frames) {
      throw bad("one a frame, " + frames, milliseconds.length + "");
    }
    double[] increments = new double[frames];
    for (int i = 1; i < frames; i++) {
      increments[i] = milliseconds[i] - milliseconds[i - 1];
      if (!(increments[i] >= 0)) {
        throw bad("ascending milliseconds", "a step back at frame " + i);
      }
    }
    to.remove(Tag.FRAME_TIME)
        .doubles(Tag.FRAME_DELAY, milliseconds[0])
        .doubles(Tag.FRAME_TIME_VECTOR, increments)
        .ints(Tag.FRAME_INCREMENT_POINTER, Tag.FRAME_TIME_VECTOR.number());
  }

  private static InvalidInputException bad(String expected, String found) {
    return new InvalidInputException("frame times", expected, found, "correct the times");
  }
}
