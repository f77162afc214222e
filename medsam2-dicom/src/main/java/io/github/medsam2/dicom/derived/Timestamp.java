// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A moment as DICOM writes it.
 *
 * @param date {@code YYYYMMDD}
 * @param time {@code HHMMSS.FFF}
 */
public record Timestamp(String date, String time) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HHmmss.SSS", Locale.ROOT);

  /** The present in the source's time zone, which the object shares; else in the clock's. */
  public static Timestamp of(Clock clock, DataSet source) {
    ZonedDateTime now = ZonedDateTime.ofInstant(clock.instant(), zone(clock, source));
    return new Timestamp(DATE.format(now), TIME.format(now));
  }

  private static ZoneId zone(Clock clock, DataSet source) {
    String offset = source.text(Tag.TIMEZONE_OFFSET_FROM_UTC).orElse("");
    try {
      return offset.isEmpty() ? clock.getZone() : ZoneOffset.of(offset);
    } catch (DateTimeException malformed) {
      return clock.getZone();
    }
  }

  /** Date and time in one, as a DT value. */
  public String dateTime() {
    return date + time;
  }
}
