// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The numberings that have no segments of their own here: those of the SCCT for CT and of the AHA
 * (1975). They agree up to 13 and then part: 14 is the second marginal of SCCT and the
 * posterolateral branch of AHA, which ends at 15. CASS numbers stand at {@link CassSegment}, those
 * of SYNTAX and ARCADE at {@link SyntaxSegment}.
 */
public enum SegmentNumbering {
  /** 1 to 18; 16 is read as the stem of the right posterolateral branches. */
  SCCT("1 2 3 4 11 12 13 14 15 16 18 20 19 21 27 5 28 24", ""),
  /** 1 to 15; 4 is divided into 4PD and 4AV by many. */
  AHA("1 2 3 4 11 12 13 14 15 16 18 20 19 24 27", "4pd=4 4av=5");

  private final String numbers;
  private final String named;

  SegmentNumbering(String numbers, String named) {
    this.numbers = numbers;
    this.named = named;
  }

  /**
   * The segment with an id.
   *
   * @param id a number, or one of 4PD and 4AV of AHA, in either case
   */
  public CassSegment segment(String id) {
    String wanted = id.toLowerCase(Locale.ROOT);
    String[] cass = numbers.split(" ", -1);
    for (int i = 0; i < cass.length; i++) {
      if (wanted.equals(Integer.toString(i + 1))) {
        return CassSegment.ofCass(cass[i]);
      }
    }
    return Arrays.stream(named.split(" ", -1))
        .filter(n -> n.startsWith(wanted + "=") && !wanted.isEmpty())
        .map(n -> CassSegment.ofCass(n.substring(n.indexOf('=') + 1)))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    this + " segment",
                    "1 to " + cass.length + (this == AHA ? ", 4PD or 4AV" : ""),
                    "'" + id + "'",
                    this == AHA
                        ? "numbers from 16 are those of SCCT or SYNTAX: name that scheme"
                        : "check the id, and whether it belongs to another scheme"));
  }

  /** The number of a segment, if it has one. */
  public Optional<String> id(CassSegment segment) {
    String[] cass = numbers.split(" ", -1);
    for (int i = 0; i < cass.length; i++) {
      if (cass[i].equals(segment.id())) {
        return Optional.of(Integer.toString(i + 1));
      }
    }
    return Optional.empty();
  }
}
