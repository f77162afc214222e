// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** Moves dates as DICOM writes them, YYYYMMDD, perhaps with a time behind. */
final class Dates {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  private static final int LENGTH = 8;

  private Dates() {}

  /** The same so many days earlier; nothing where it is no date, and so cannot be moved. */
  static Optional<String> earlier(String value, int days) {
    boolean plain = value.length() >= LENGTH && value.matches("[0-9]{8}[0-9.+-]*");
    if (!plain) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.parse(value.substring(0, LENGTH), DATE).minusDays(days);
      return Optional.of(DATE.format(date) + value.substring(LENGTH));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
