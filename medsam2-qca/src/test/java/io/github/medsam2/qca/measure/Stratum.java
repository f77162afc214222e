// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.qca.anatomy.CassSegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A kind of measurement: where lesions are, from where they are seen, and what mask is given.
 *
 * @param name as it stands in the tables
 * @param sites one of them for every trial, in turn
 * @param lesion what is put in
 * @param mask what is given
 * @param count how many are drawn, as a share of the size of the study
 */
record Stratum(String name, List<Site> sites, Kind lesion, MaskMaker mask, double count) {

  /** What is put into the vessel. */
  enum Kind {
    FOCAL,
    OSTIAL,
    TANDEM,
    OCCLUSION,
    NONE
  }

  /** A segment with a lesion, the segments of its vessel, and the middle of the view. */
  record Site(CassSegment segment, int primary, int secondary, Set<CassSegment> vessel) {}

  private static Site site(CassSegment k, int primary, int secondary, CassSegment... also) {
    EnumSet<CassSegment> all = EnumSet.of(k, also);
    return new Site(k, primary, secondary, all);
  }

  private static final Site MID_RCA =
      site(CassSegment.MID_RCA, 35, 0, CassSegment.PROXIMAL_RCA, CassSegment.DISTAL_RCA);
  private static final Site MID_LAD =
      site(CassSegment.MID_LAD, 40, 30, CassSegment.PROXIMAL_LAD, CassSegment.DISTAL_LAD);
  private static final Site PROXIMAL_LAD =
      site(CassSegment.PROXIMAL_LAD, -30, -25, CassSegment.MID_LAD);
  private static final Site PROXIMAL_LCX =
      site(CassSegment.PROXIMAL_LCX, -30, -25, CassSegment.MID_LCX);

  static final List<Site> USUAL =
      List.of(
          MID_RCA,
          PROXIMAL_LAD,
          MID_LAD,
          PROXIMAL_LCX,
          site(CassSegment.D1, 40, 30),
          site(CassSegment.OM1, -30, -25),
          site(CassSegment.MID_RCA, -30, 0, CassSegment.PROXIMAL_RCA),
          site(CassSegment.PROXIMAL_RCA, 35, 0, CassSegment.MID_RCA));

  private static final List<Site> THIN =
      List.of(
          site(CassSegment.DISTAL_LAD, -30, 28),
          site(CassSegment.D2, 40, 30),
          site(CassSegment.RIGHT_PDA, 5, 28));

  private static final List<Site> OSTIA =
      List.of(
          PROXIMAL_LAD,
          PROXIMAL_LCX,
          site(CassSegment.PROXIMAL_RCA, 35, 0, CassSegment.MID_RCA),
          site(CassSegment.OM1, -30, -25));

  private static final List<Site> FORKS =
      List.of(
          PROXIMAL_LAD,
          MID_LAD,
          PROXIMAL_LCX,
          site(CassSegment.DISTAL_RCA, 30, 22, CassSegment.MID_RCA));

  private static final List<Site> UNFAVOURABLE =
      List.of(
          site(CassSegment.PROXIMAL_LAD, 46, -31, CassSegment.MID_LAD),
          site(CassSegment.MID_LAD, 2, -31, CassSegment.PROXIMAL_LAD, CassSegment.DISTAL_LAD),
          site(CassSegment.PROXIMAL_LCX, -31, 29, CassSegment.MID_LCX),
          site(CassSegment.MID_LCX, 0, 36, CassSegment.PROXIMAL_LCX),
          site(CassSegment.DISTAL_RCA, -30, 0, CassSegment.MID_RCA),
          site(CassSegment.D1, -30, -25));

  private static final List<Site> TRUNKS =
      List.of(
          MID_RCA,
          PROXIMAL_LAD,
          MID_LAD,
          PROXIMAL_LCX,
          site(CassSegment.PROXIMAL_RCA, 35, 0, CassSegment.MID_RCA),
          site(CassSegment.DISTAL_RCA, 30, 22, CassSegment.MID_RCA));

  static List<Stratum> all() {
    List<Stratum> all = new ArrayList<>();
    all.add(new Stratum("usual views", USUAL, Kind.FOCAL, MaskMaker.TRUE, 1));
    all.add(new Stratum("thin", THIN, Kind.FOCAL, MaskMaker.TRUE, 0.5));
    all.add(new Stratum("ostial", OSTIA, Kind.OSTIAL, MaskMaker.TRUE, 0.5));
    all.add(new Stratum("fork", FORKS, Kind.FOCAL, MaskMaker.FORK, 0.5));
    all.add(new Stratum("tree", FORKS, Kind.FOCAL, MaskMaker.TREE, 0.3));
    all.add(new Stratum("tandem", List.of(MID_RCA, MID_LAD), Kind.TANDEM, MaskMaker.TRUE, 0.4));
    all.add(new Stratum("segment", USUAL, Kind.FOCAL, MaskMaker.SEGMENT, 0.5));
    all.add(new Stratum("dilated", USUAL, Kind.FOCAL, MaskMaker.DILATED, 0.5));
    all.add(new Stratum("eroded", USUAL, Kind.FOCAL, MaskMaker.ERODED, 0.5));
    all.add(new Stratum("ragged", USUAL, Kind.FOCAL, MaskMaker.RAGGED, 0.5));
    all.add(new Stratum("unfavourable", UNFAVOURABLE, Kind.FOCAL, MaskMaker.TRUE, 0.5));
    all.add(new Stratum("occlusion", TRUNKS, Kind.OCCLUSION, MaskMaker.TRUE, 0.5));
    all.add(new Stratum("healthy", USUAL, Kind.NONE, MaskMaker.TRUE, 1));
    return all;
  }
}
