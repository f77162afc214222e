// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;

/** Frame times of enhanced objects, from the date and time of each frame. */
final class FrameDateTimes {

  private FrameDateTimes() {}

  static FrameTimes of(DataSet d, int frames, Findings findings) {
    FunctionalGroups groups = new FunctionalGroups(d);
    double[] out = new double[frames];
    LocalDateTime start = null;
    for (int i = 0; i < frames; i++) {
      DataSet content = groups.of(i, Tag.FRAME_CONTENT_SEQUENCE);
      LocalDateTime time = time(content).orElse(null);
      if (time == null) {
        findings.add(Tag.FRAME_REFERENCE_DATE_TIME, "not there for every frame; no times");
        return new FrameTimes(new double[0], CineClip.TimeSource.NONE);
      }
      start = start == null ? time : start;
      out[i] = Duration.between(start, time).toNanos() / 1e6;
    }
    return new FrameTimes(out, CineClip.TimeSource.FRAME_DATE_TIME);
  }

  private static Optional<LocalDateTime> time(DataSet content) {
    return content
        .text(Tag.FRAME_REFERENCE_DATE_TIME)
        .or(() -> content.text(Tag.FRAME_ACQUISITION_DATE_TIME))
        .flatMap(FrameDateTimes::parse);
  }

  /** YYYYMMDDHHMMSS.FFFFFF; a zone, equal for all frames, is left out. */
  private static Optional<LocalDateTime> parse(String text) {
    String plain = text.replaceFirst("[+-][0-9]{4}$", "");
    if (!plain.matches("[0-9]{14}(\\.[0-9]{1,6})?")) {
      return Optional.empty();
    }
    try {
      LocalDateTime whole =
          LocalDateTime.of(
              part(plain, 0, 4),
              part(plain, 4, 6),
              part(plain, 6, 8),
              part(plain, 8, 10),
              part(plain, 10, 12),
              Math.min(59, part(plain, 12, 14)));
      String micro = plain.length() > 15 ? (plain.substring(15) + "00000").substring(0, 6) : "0";
      return Optional.of(whole.plusNanos(1000L * Integer.parseInt(micro)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int part(String text, int from, int to) {
    return Integer.parseInt(text.substring(from, to));
  }
}
