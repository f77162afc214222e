// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * When each frame was taken.
 *
 * @param milliseconds since the start, one a frame, or none where nothing says so; not copied
 * @param source what they come from
 */
record FrameTimes(double[] milliseconds, CineClip.TimeSource source) {

  static FrameTimes of(DataSet d, int frames, Findings findings) {
    if (new FunctionalGroups(d).isEnhanced()) {
      return FrameDateTimes.of(d, frames, findings);
    }
    Tolerant t = new Tolerant(d, findings);
    double delay = t.number(Tag.FRAME_DELAY).orElse(0);
    double[] vector = t.doubles(Tag.FRAME_TIME_VECTOR);
    OptionalDouble time = t.positive(Tag.FRAME_TIME);
    boolean wantsVector =
        Arrays.stream(t.ints(Tag.FRAME_INCREMENT_POINTER))
            .anyMatch(p -> p == Tag.FRAME_TIME_VECTOR.number());
    if (vector.length > 0 && (wantsVector || time.isEmpty())) {
      double[] increments = increments(vector, frames, findings);
      if (increments.length > 0) {
        return vector(increments, delay);
      }
    }
    if (time.isPresent()) {
      return constant(time.getAsDouble(), delay, frames, CineClip.TimeSource.FRAME_TIME);
    }
    return display(t, delay, frames);
  }

  /** One a frame, the first of which is 0; some writers leave that one out. */
  private static double[] increments(double[] vector, int frames, Findings findings) {
    if (Arrays.stream(vector).anyMatch(v -> v < 0)) {
      findings.add(Tag.FRAME_TIME_VECTOR, "a step back in time; not used");
      return new double[0];
    }
    if (vector.length == frames) {
      return vector;
    }
    if (vector.length == frames - 1) {
      findings.add(Tag.FRAME_TIME_VECTOR, "one value less than frames; the first is taken as 0");
      double[] out = new double[frames];
      System.arraycopy(vector, 0, out, 1, vector.length);
      return out;
    }
    findings.add(Tag.FRAME_TIME_VECTOR, "not one value a frame; not used");
    return new double[0];
  }

  /** Rates of display say how fast to show, and only by custom how fast it was. */
  private static FrameTimes display(Tolerant t, double delay, int frames) {
    OptionalDouble rate = t.positive(Tag.CINE_RATE);
    if (rate.isEmpty()) {
      rate = t.positive(Tag.RECOMMENDED_DISPLAY_FRAME_RATE);
    }
    return rate.isPresent()
        ? constant(1000 / rate.getAsDouble(), delay, frames, CineClip.TimeSource.DISPLAY_RATE)
        : new FrameTimes(new double[0], CineClip.TimeSource.NONE);
  }

  private static FrameTimes constant(
      double step, double delay, int frames, CineClip.TimeSource source) {
    double[] out = new double[frames];
    Arrays.setAll(out, i -> delay + i * step);
    return new FrameTimes(out, source);
  }

  /** The vector holds increments, the first of which is 0 (C.7.6.5.1.2). */
  private static FrameTimes vector(double[] increments, double delay) {
    double[] out = increments.clone();
    out[0] += delay;
    for (int i = 1; i < out.length; i++) {
      out[i] += out[i - 1];
    }
    return new FrameTimes(out, CineClip.TimeSource.FRAME_TIME_VECTOR);
  }
}
