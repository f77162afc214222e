// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import io.github.medsam2.error.InvalidInputException;
import java.util.Locale;

/**
 * A numbering of the coronary segments. The same number names different vessels in different
 * schemes (6 is the proximal LAD in SYNTAX and a posterolateral branch in CASS), so an id never
 * stands without its scheme.
 */
public enum SegmentScheme {
  /** CASS as modified by BARI: 1 to 29, and ostia and lateral branches with an {@code a}. */
  CASS(29, "1a 11a 15a 16a 19a 20a 21a 22a 28a 29a"),
  /** SYNTAX, a modified AHA numbering: 1 to 16 and nine suffixed ids. */
  SYNTAX(16, "9a 10a 12a 12b 14a 14b 16a 16b 16c"),
  /** SCCT, for CT: 1 to 18. */
  SCCT(18, ""),
  /** AHA of 1975: 1 to 15, with 4 divided into 4pd and 4av by many. It parts from SCCT at 14. */
  AHA(15, "4pd 4av");

  private final int last;
  private final String suffixed;

  SegmentScheme(int last, String suffixed) {
    this.last = last;
    this.suffixed = suffixed;
  }

  /**
   * The segment with an id of this scheme.
   *
   * @param id a number without leading zeros, with its suffix if it has one, in either case
   */
  public SegmentReference segment(String id) {
    return new SegmentReference(this, id.toLowerCase(Locale.ROOT));
  }

  void check(String id) {
    boolean plain = id.matches("[1-9][0-9]?") && Integer.parseInt(id) <= last;
    boolean known =
        !id.contains(" ") && !id.isEmpty() && (" " + suffixed + " ").contains(" " + id + " ");
    if (!plain && !known) {
      throw new InvalidInputException(
          this + " segment",
          "1 to " + last + (suffixed.isEmpty() ? "" : " or one of " + suffixed),
          "'" + id + "'",
          this == AHA
              ? "numbers from 16 are those of SCCT or SYNTAX: name that scheme"
              : "check the id, and whether it belongs to another scheme");
    }
  }
}
