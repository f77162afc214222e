// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A coronary segment of the BARI-modified CASS map: the numbers 1 to 29, the two ostia (1a, 11a),
 * the distal circumflex (19a) and the lateral branches of diagonals, marginals and ramus (15a, 16a,
 * 20a, 21a, 22a, 28a, 29a).
 *
 * <p>A number means nothing without its scheme: 5 is the left main in SYNTAX and a posterolateral
 * stem here. So every way in names its scheme ({@link #ofCass}, {@link SyntaxSegment#of}, {@link
 * SyntaxSegment#ofArcade}) and none guesses. Codes are those of DICOM CID 3014; where DICOM has two
 * for a segment, {@link #snomed()} is the newer one and {@link #ofSnomed} reads both.
 */
public enum CassSegment {
  RCA_OSTIUM(
      "1a",
      "RCA ostium",
      "ostium of the right coronary artery",
      Vessel.RCA,
      "",
      "56789007",
      "",
      "T-43205"),
  PROXIMAL_RCA(
      "1", "pRCA", "proximal right coronary artery", Vessel.RCA, "1a", "91083009", "", "T-43201"),
  MID_RCA("2", "mRCA", "mid right coronary artery", Vessel.RCA, "1", "450960006", "", "T-D6515"),
  DISTAL_RCA(
      "3", "dRCA", "distal right coronary artery", Vessel.RCA, "2", "41879009", "", "T-43202"),
  RIGHT_PDA(
      "4",
      "R-PDA",
      "right posterior descending artery",
      Vessel.RCA,
      "3",
      "53655008",
      "",
      "T-43210"),
  RIGHT_PAV(
      "5",
      "R-PAV",
      "right posterior atrioventricular artery",
      Vessel.RCA,
      "3",
      "12800002",
      "",
      "T-43212"),
  RPL1(
      "6", "RPL1", "first right posterolateral branch", Vessel.RCA, "5", "91761002", "", "T-43213"),
  RPL2(
      "7",
      "RPL2",
      "second right posterolateral branch",
      Vessel.RCA,
      "5",
      "91762009",
      "",
      "T-43214"),
  RPL3(
      "8", "RPL3", "third right posterolateral branch", Vessel.RCA, "5", "91763004", "", "T-43215"),
  INFERIOR_SEPTAL(
      "9", "PDSP", "posterior descending septal perforators", Vessel.RCA, "4", "", "", ""),
  ACUTE_MARGINAL("10", "AM", "acute marginal branch", Vessel.RCA, "2", "22765000", "", "T-43230"),
  LEFT_OSTIUM(
      "11a",
      "LM ostium",
      "ostium of the left main stem",
      Vessel.LM,
      "",
      "1256091001",
      "76862008",
      ""),
  LEFT_MAIN("11", "LM", "left main stem", Vessel.LM, "11a", "3227004", "", "T-43107"),
  PROXIMAL_LAD(
      "12",
      "pLAD",
      "proximal left anterior descending artery",
      Vessel.LAD,
      "11",
      "68787002",
      "",
      "T-43111"),
  MID_LAD(
      "13",
      "mLAD",
      "mid left anterior descending artery",
      Vessel.LAD,
      "12",
      "91748002",
      "",
      "T-43115"),
  DISTAL_LAD(
      "14",
      "dLAD",
      "distal left anterior descending artery",
      Vessel.LAD,
      "13",
      "36672000",
      "",
      "T-43112"),
  D1("15", "D1", "first diagonal branch", Vessel.LAD, "12", "91750005", "", "T-43117"),
  D1_LATERAL(
      "15a", "D1 lateral", "lateral branch of the first diagonal", Vessel.LAD, "15", "", "", ""),
  D2("16", "D2", "second diagonal branch", Vessel.LAD, "13", "91751009", "", "T-43118"),
  D2_LATERAL(
      "16a", "D2 lateral", "lateral branch of the second diagonal", Vessel.LAD, "16", "", "", ""),
  S1(
      "17",
      "S1",
      "septal perforator of the left anterior descending artery",
      Vessel.LAD,
      "12",
      "91749005",
      "244251006",
      "T-43002"),
  PROXIMAL_LCX(
      "18", "pLCX", "proximal left circumflex artery", Vessel.LCX, "11", "52433000", "", "T-43121"),
  MID_LCX("19", "mLCX", "mid left circumflex artery", Vessel.LCX, "18", "91753007", "", "T-43127"),
  DISTAL_LCX(
      "19a", "dLCX", "distal left circumflex artery", Vessel.LCX, "19", "6511003", "", "T-43122"),
  OM1("20", "OM1", "first obtuse marginal branch", Vessel.LCX, "18", "91754001", "", "T-43128"),
  OM1_LATERAL(
      "20a",
      "OM1 lateral",
      "lateral branch of the first obtuse marginal",
      Vessel.LCX,
      "20",
      "",
      "",
      ""),
  OM2("21", "OM2", "second obtuse marginal branch", Vessel.LCX, "19", "91755000", "", "T-43129"),
  OM2_LATERAL(
      "21a",
      "OM2 lateral",
      "lateral branch of the second obtuse marginal",
      Vessel.LCX,
      "21",
      "",
      "",
      ""),
  OM3("22", "OM3", "third obtuse marginal branch", Vessel.LCX, "19a", "91756004", "", "T-4312A"),
  OM3_LATERAL(
      "22a",
      "OM3 lateral",
      "lateral branch of the third obtuse marginal",
      Vessel.LCX,
      "22",
      "",
      "",
      ""),
  LEFT_AV(
      "23", "LAV", "left atrioventricular artery", Vessel.LCX, "19a", "75902001", "", "T-43124"),
  LPL1(
      "24",
      "LPL1",
      "first left posterolateral branch",
      Vessel.LCX,
      "23",
      "91757008",
      "",
      "T-4312B"),
  LPL2(
      "25",
      "LPL2",
      "second left posterolateral branch",
      Vessel.LCX,
      "23",
      "91758003",
      "",
      "T-4312C"),
  LPL3(
      "26",
      "LPL3",
      "third left posterolateral branch",
      Vessel.LCX,
      "23",
      "91759006",
      "",
      "T-4312D"),
  LEFT_PDA(
      "27",
      "L-PDA",
      "left posterior descending artery",
      Vessel.LCX,
      "23",
      "91760001",
      "56322004",
      "T-4312E"),
  RAMUS("28", "RI", "ramus intermedius", Vessel.LM, "11", "244252004", "", "T-43003"),
  RAMUS_LATERAL(
      "28a", "RI lateral", "lateral branch of the ramus intermedius", Vessel.LM, "28", "", "", ""),
  D3("29", "D3", "third diagonal branch", Vessel.LAD, "14", "91752002", "", "T-43119"),
  D3_LATERAL(
      "29a", "D3 lateral", "lateral branch of the third diagonal", Vessel.LAD, "29", "", "", "");

  /** The number of classes a head predicts: the integers 1 to 29. */
  public static final int CLASSES = 29;

  private final String id;
  private final String shortName;
  private final String label;
  private final Vessel vessel;
  private final String parent;
  private final String snomed;
  private final String olderSnomed;
  private final String srt;

  CassSegment(
      String id,
      String shortName,
      String label,
      Vessel vessel,
      String parent,
      String snomed,
      String olderSnomed,
      String srt) {
    this.id = id;
    this.shortName = shortName;
    this.label = label;
    this.vessel = vessel;
    this.parent = parent;
    this.snomed = snomed;
    this.olderSnomed = olderSnomed;
    this.srt = srt;
  }

  /**
   * The segment with a CASS id.
   *
   * @param id 1 to 29, or one of 1a, 11a, 15a, 16a, 19a, 20a, 21a, 22a, 28a, 29a in either case
   */
  public static CassSegment ofCass(String id) {
    return Arrays.stream(values())
        .filter(s -> s.id.equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "CASS segment",
                    "1 to 29 or one of " + suffixed(),
                    "'" + id + "'",
                    "check the id, and whether it belongs to another scheme"));
  }

  private static String suffixed() {
    return Arrays.stream(values())
        .map(s -> s.id)
        .filter(id -> id.endsWith("a"))
        .collect(Collectors.joining(", "));
  }

  /** The segment with a CASS number, 1 to 29. */
  public static CassSegment ofCass(int number) {
    return ofCass(Integer.toString(number));
  }

  /** The segment with a SNOMED CT code of CID 3014, the older codes included. */
  public static Optional<CassSegment> ofSnomed(String code) {
    return Arrays.stream(values())
        .filter(s -> !code.isEmpty() && (s.snomed.equals(code) || s.olderSnomed.equals(code)))
        .findFirst();
  }

  /** The CASS id: a number and perhaps an {@code a}. */
  public String id() {
    return id;
  }

  /** The number a 29-class head predicts: the id without its suffix, 1 to 29. */
  public int number() {
    return Integer.parseInt(id.endsWith("a") ? id.substring(0, id.length() - 1) : id);
  }

  /** The usual abbreviation, such as {@code mLAD}. */
  public String shortName() {
    return shortName;
  }

  /** The name in words. */
  public String label() {
    return label;
  }

  /** The artery the segment belongs to. The ramus counts as left main. */
  public Vessel vessel() {
    return vessel;
  }

  /** The tree the segment belongs to. */
  public TreeSide tree() {
    return vessel.tree();
  }

  /** The segment that usually feeds this one; empty at an ostium. */
  public Optional<CassSegment> parent() {
    return parent.isEmpty() ? Optional.empty() : Optional.of(ofCass(parent));
  }

  /** The segments that usually leave this one. */
  public List<CassSegment> children() {
    return Arrays.stream(values()).filter(s -> s.parent.equals(id)).toList();
  }

  /**
   * The SNOMED CT code, unless DICOM has none (9) or the table here lacks it (the lateral
   * branches).
   */
  public Optional<String> snomed() {
    return Optional.of(snomed).filter(s -> !s.isEmpty());
  }

  /** The SNOMED RT code of older DICOM files, where one is known. */
  public Optional<String> srt() {
    return Optional.of(srt).filter(s -> !s.isEmpty());
  }
}
