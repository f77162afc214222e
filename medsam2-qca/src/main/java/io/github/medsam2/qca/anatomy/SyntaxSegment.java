// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A coronary segment of the SYNTAX score (a modified AHA numbering), with its category id in the
 * ARCADE data set and the CASS segments it covers, the usual reading first.
 *
 * <p>Two readings lose something. SYNTAX 13 is everything of the circumflex after the first
 * marginal: CASS 19, 19a and 23. SYNTAX 10a is the additional second diagonal, CASS 16a, or 29 when
 * it leaves the artery distal to the second diagonal.
 */
public enum SyntaxSegment {
  S1("1", 1, "1"),
  S2("2", 2, "2"),
  S3("3", 3, "3"),
  S4("4", 4, "4"),
  S5("5", 5, "11"),
  S6("6", 6, "12"),
  S7("7", 7, "13"),
  S8("8", 8, "14"),
  S9("9", 9, "15"),
  S9A("9a", 10, "15a"),
  S10("10", 11, "16"),
  S10A("10a", 12, "16a", "29"),
  S11("11", 13, "18"),
  S12("12", 14, "28"),
  S12A("12a", 15, "20"),
  S12B("12b", 24, "21"),
  S13("13", 16, "19", "19a", "23"),
  S14("14", 17, "24"),
  S14A("14a", 18, "25"),
  S14B("14b", 25, "26"),
  S15("15", 19, "27"),
  S16("16", 20, "5"),
  S16A("16a", 21, "6"),
  S16B("16b", 22, "7"),
  S16C("16c", 23, "8");

  /** The ARCADE category that is no segment: a stenosis. */
  public static final int ARCADE_STENOSIS = 26;

  private final String id;
  private final int arcade;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> cass;

  SyntaxSegment(String id, int arcade, String... cass) {
    this.id = id;
    this.arcade = arcade;
    this.cass = List.of(cass);
  }

  /** The segment with a SYNTAX id, suffix in either case. */
  public static SyntaxSegment of(String id) {
    return Arrays.stream(values())
        .filter(s -> s.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() -> unknown("SYNTAX segment", "1 to 16 or a suffixed id such as 9a", id));
  }

  /**
   * The segment with an ARCADE category id.
   *
   * @param category 1 to 25; {@link #ARCADE_STENOSIS} is refused, it is not a segment
   */
  public static SyntaxSegment ofArcade(int category) {
    return Arrays.stream(values())
        .filter(s -> s.arcade == category)
        .findFirst()
        .orElseThrow(() -> unknown("ARCADE category", "1 to 25 (26 is a stenosis)", category + ""));
  }

  /**
   * The SYNTAX segment of a CASS segment, unless SYNTAX has none (CASS 9, 10, 17, 22, 23 and the
   * lateral branches 20a, 21a, 22a, 28a, 29a).
   */
  public static Optional<SyntaxSegment> of(CassSegment segment) {
    return switch (segment) {
      case RCA_OSTIUM -> Optional.of(S1);
      case LEFT_OSTIUM -> Optional.of(S5);
      case LEFT_AV -> Optional.empty();
      default -> Arrays.stream(values()).filter(s -> s.cass.contains(segment.id())).findFirst();
    };
  }

  /**
   * As {@link #of(CassSegment)}, with CASS 22 read as 14, 23 as 13 and a lateral branch as the
   * branch it leaves.
   */
  public static Optional<SyntaxSegment> closest(CassSegment segment) {
    return switch (segment) {
      case OM3 -> Optional.of(S14);
      case LEFT_AV -> Optional.of(S13);
      case OM1_LATERAL, OM2_LATERAL, OM3_LATERAL, RAMUS_LATERAL, D3_LATERAL ->
          segment.parent().flatMap(SyntaxSegment::closest);
      default -> of(segment);
    };
  }

  private static InvalidInputException unknown(String where, String expected, String found) {
    return new InvalidInputException(
        where,
        expected,
        "'" + found + "'",
        "check the id, and whether it belongs to another scheme");
  }

  /** The SYNTAX id. */
  public String id() {
    return id;
  }

  /** The ARCADE category id, 1 to 25. */
  public int arcade() {
    return arcade;
  }

  /** The CASS segment this is usually read as. */
  public CassSegment cass() {
    return CassSegment.ofCass(cass.get(0));
  }

  /** All CASS segments this may stand for, the usual reading first. */
  public List<CassSegment> cassReadings() {
    return cass.stream().map(CassSegment::ofCass).toList();
  }
}
