// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.SegmentReference;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import java.util.Map;
import java.util.Optional;

/**
 * Coronary arteries (CID 3016) and their segments by number (CID 3014, whose equivalent BARI code
 * is the number of the modified CASS map). A SYNTAX number is another scheme: convert it first.
 */
public final class CoronaryCodes {
  public static final Code RIGHT = Code.sct("13647002", "Right Coronary Artery");
  public static final Code LEFT = Code.sct("50018008", "Left Coronary Artery");
  public static final Code LEFT_MAIN = Code.sct("3227004", "Left Main Coronary Artery");
  public static final Code LEFT_ANTERIOR_DESCENDING =
      Code.sct("59438005", "Left Anterior Descending Coronary Artery");
  public static final Code CIRCUMFLEX = Code.sct("57396003", "Circumflex Coronary Artery");
  public static final Code GRAFT = Code.sct("264293000", "Coronary artery graft");

  private static final Map<String, Code> SEGMENTS =
      Map.ofEntries(
          entry("1a", "56789007", "Right Coronary Artery Ostium"),
          entry("1", "91083009", "Proximal Right Coronary Artery"),
          entry("2", "450960006", "Mid Right Coronary Artery"),
          entry("3", "41879009", "Distal Right Coronary Artery"),
          entry("4", "53655008", "Posterior Descending Right Coronary Artery"),
          entry("5", "12800002", "Right posterior AV Coronary Artery"),
          entry("6", "91761002", "1st Right posterolateral Coronary Artery"),
          entry("7", "91762009", "2nd Right posterolateral Coronary Artery"),
          entry("8", "91763004", "3rd Right posterolateral Coronary Artery"),
          entry("10", "22765000", "Marginal Coronary Artery"),
          entry("11a", "1256091001", "Left Main Coronary Artery Ostium"),
          entry("11", "3227004", "Left Main Coronary Artery"),
          entry("12", "68787002", "Proximal Left Anterior Descending Coronary Artery"),
          entry("13", "91748002", "Mid Left Anterior Descending Coronary Artery"),
          entry("14", "36672000", "Distal Left Anterior Descending Coronary Artery"),
          entry("15", "91750005", "1st Diagonal Coronary Artery"),
          entry("16", "91751009", "2nd Diagonal Coronary Artery"),
          entry("17", "91749005", "1st Septal Coronary Artery"),
          entry("18", "52433000", "Proximal Circumflex Coronary Artery"),
          entry("19", "91753007", "Mid Circumflex Coronary Artery"),
          entry("19a", "6511003", "Distal Circumflex Coronary Artery"),
          entry("20", "91754001", "1st Marginal Coronary Artery"),
          entry("21", "91755000", "2nd Marginal Coronary Artery"),
          entry("22", "91756004", "3rd Marginal Coronary Artery"),
          entry("23", "75902001", "AV groove continuation of Circumflex Artery"),
          entry("24", "91757008", "1st Left Posterolateral Coronary Artery"),
          entry("25", "91758003", "2nd Left Posterolateral Coronary Artery"),
          entry("26", "91759006", "3rd Left Posterolateral Coronary Artery"),
          entry("27", "91760001", "Left Posterior Descending Circumflex Coronary Artery"),
          entry("28", "244252004", "Intermediate Artery (Ramus)"),
          entry("29", "91752002", "3rd diagonal Coronary Artery"));

  private static final Map<Artery, Code> ARTERIES =
      Map.of(
          Artery.RCA, RIGHT,
          Artery.LCA, LEFT,
          Artery.LAD, LEFT_ANTERIOR_DESCENDING,
          Artery.LCX, CIRCUMFLEX);

  private CoronaryCodes() {}

  private static Map.Entry<String, Code> entry(String cass, String value, String meaning) {
    return Map.entry(cass, Code.sct(value, meaning));
  }

  /**
   * The code of a segment of the CASS map; none where DICOM has none, as for 9.
   *
   * @param number 1 to 29
   * @param suffix {@code a} for ostia, the distal circumflex and lateral branches, else empty
   */
  public static Optional<Code> segment(int number, String suffix) {
    if (number < 1 || number > 29 || !(suffix.isEmpty() || suffix.equals("a"))) {
      throw new InvalidInputException(
          "CASS segment", "1 to 29, with a or without", number + suffix, "give a CASS number");
    }
    return Optional.ofNullable(SEGMENTS.get(number + suffix));
  }

  /** The segment of the CASS map a code stands for; the left main is one. */
  public static Optional<SegmentReference> segment(Code code) {
    return SEGMENTS.entrySet().stream()
        .filter(e -> e.getValue().sameConcept(code))
        .map(e -> SegmentScheme.CASS.segment(e.getKey()))
        .findFirst();
  }

  /** The artery or tree a code stands for, unless it is that of a segment. */
  public static Optional<Artery> artery(Code code) {
    return ARTERIES.entrySet().stream()
        .filter(e -> e.getValue().sameConcept(code))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
