// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Sequence;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Value;
import io.github.medsam2.dicom.data.Vr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Random markers in every kind of attribute that may identify, at random depths. The list is that
 * of the standard's profile, written down apart from the rules that are tested with it.
 */
final class Planted {
  private record Place(int tag, Vr vr) {}

  private static final List<Place> PLACES =
      List.of(
          // The patient, by attributes this library knows and does not know.
          new Place(0x0010_0010, Vr.PN),
          new Place(0x0010_0020, Vr.LO),
          new Place(0x0010_0030, Vr.DA),
          new Place(0x0010_0032, Vr.TM),
          new Place(0x0010_1000, Vr.LO),
          new Place(0x0010_1001, Vr.PN),
          new Place(0x0010_1005, Vr.PN),
          new Place(0x0010_1040, Vr.LO),
          new Place(0x0010_2154, Vr.SH),
          new Place(0x0010_2160, Vr.SH),
          new Place(0x0010_21B0, Vr.LT),
          new Place(0x0010_4000, Vr.LT),
          // Dates and times.
          new Place(0x0008_0012, Vr.DA),
          new Place(0x0008_0020, Vr.DA),
          new Place(0x0008_0021, Vr.DA),
          new Place(0x0008_0023, Vr.DA),
          new Place(0x0008_002A, Vr.DT),
          new Place(0x0008_0030, Vr.TM),
          new Place(0x0008_0033, Vr.TM),
          new Place(0x0018_1012, Vr.DA),
          new Place(0x0018_9074, Vr.DT),
          new Place(0x0040_A032, Vr.DT),
          new Place(0x0040_A121, Vr.DA),
          new Place(0x0070_0082, Vr.DA),
          // Identifiers.
          new Place(0x0008_0014, Vr.UI),
          new Place(0x0008_1155, Vr.UI),
          new Place(0x0008_3010, Vr.UI),
          new Place(0x0020_000E, Vr.UI),
          new Place(0x0020_0052, Vr.UI),
          new Place(0x0040_A124, Vr.UI),
          new Place(0x0062_0021, Vr.UI),
          new Place(0x0008_0050, Vr.SH),
          new Place(0x0020_0010, Vr.SH),
          new Place(0x0040_0253, Vr.SH),
          new Place(0x0040_1001, Vr.SH),
          new Place(0x0038_0010, Vr.LO),
          new Place(0x0012_0040, Vr.LO),
          // People.
          new Place(0x0008_0090, Vr.PN),
          new Place(0x0008_0092, Vr.ST),
          new Place(0x0008_1048, Vr.PN),
          new Place(0x0008_1050, Vr.PN),
          new Place(0x0008_1060, Vr.PN),
          new Place(0x0008_1070, Vr.PN),
          new Place(0x0040_A075, Vr.PN),
          new Place(0x0040_A123, Vr.PN),
          new Place(0x0070_0084, Vr.PN),
          // Places and devices.
          new Place(0x0008_0080, Vr.LO),
          new Place(0x0008_0081, Vr.ST),
          new Place(0x0008_1010, Vr.SH),
          new Place(0x0008_1040, Vr.LO),
          new Place(0x0018_1000, Vr.LO),
          new Place(0x0018_1004, Vr.LO),
          new Place(0x0040_0241, Vr.AE),
          // Free text.
          new Place(0x0008_1030, Vr.LO),
          new Place(0x0008_103E, Vr.LO),
          new Place(0x0008_1080, Vr.LO),
          new Place(0x0008_2111, Vr.ST),
          new Place(0x0018_1030, Vr.LO),
          new Place(0x0018_A003, Vr.ST),
          new Place(0x0020_4000, Vr.LT),
          new Place(0x0020_9158, Vr.LT),
          new Place(0x0028_6190, Vr.ST),
          new Place(0x0032_1060, Vr.LO),
          new Place(0x0032_4000, Vr.LT),
          new Place(0x0040_0254, Vr.LO),
          new Place(0x0040_A160, Vr.UT),
          new Place(0x0062_0006, Vr.ST),
          new Place(0x0062_0020, Vr.UT),
          new Place(0x0070_0006, Vr.ST),
          new Place(0x0070_0081, Vr.LO),
          new Place(0x4008_0300, Vr.ST),
          // Numbers that are none.
          new Place(0x0018_0050, Vr.DS),
          new Place(0x0020_0012, Vr.IS),
          // Private groups, overlays, curves, documents, digests.
          new Place(0x0019_1001, Vr.LO),
          new Place(0x0019_1002, Vr.UN),
          new Place(0x0009_1010, Vr.PN),
          new Place(0x6000_3000, Vr.OB),
          new Place(0x6002_0022, Vr.LO),
          new Place(0x5000_3000, Vr.OB),
          new Place(0x0042_0011, Vr.OB),
          new Place(0x0400_0120, Vr.OB),
          new Place(0xFFFC_FFFC, Vr.OB));

  /** Some are looked into, some not, and some are unknown here or private. */
  private static final List<Integer> SEQUENCES =
      List.of(
          Tag.REFERENCED_IMAGE_SEQUENCE.number(),
          Tag.CONTENT_SEQUENCE.number(),
          Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE.number(),
          Tag.REQUEST_ATTRIBUTES_SEQUENCE.number(),
          Tag.VERIFYING_OBSERVER_SEQUENCE.number(),
          0x0008_1049,
          0x0040_1101,
          0x0088_0200,
          0x0400_0561,
          0x0019_1005);

  private final Random random;
  private final List<String> markers = new ArrayList<>();

  Planted(long seed) {
    random = new Random(seed);
  }

  /** What was planted and is found in a text. */
  List<String> foundIn(String text) {
    return markers.stream().filter(m -> standsIn(text, m)).toList();
  }

  /** The number of markers. */
  int count() {
    return markers.size();
  }

  /** Eight digits within a new UID, or first of one of its components, are no date. */
  private static boolean standsIn(String text, String marker) {
    String inUid = marker.chars().allMatch(Character::isDigit) ? "0123456789." : "0123456789";
    for (int at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
      if (at == 0 || inUid.indexOf(text.charAt(at - 1)) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Plants into what is given, and into sequences up to a depth. */
  DataSet into(DataSetBuilder b, int depth) {
    for (Place p : PLACES) {
      b.element(Value.of(p.tag, p.vr, marker(p.vr).getBytes(StandardCharsets.US_ASCII)));
    }
    List<Integer> sequences = new ArrayList<>(SEQUENCES);
    Collections.shuffle(sequences, random);
    for (int sequence : sequences.subList(0, depth > 0 ? 2 : 0)) {
      List<DataSet> items = new ArrayList<>();
      for (int n = 1 + random.nextInt(2); n > 0; n--) {
        items.add(into(DataSet.builder(), depth - 1));
      }
      b.element(new Sequence(sequence, items));
    }
    return b.build();
  }

  private String marker(Vr vr) {
    String marker =
        switch (vr) {
          case UI -> "1.9." + digits(14);
          case DA -> date();
          case TM -> "12" + digits(4) + "." + digits(6);
          case DT -> date() + "12" + digits(4) + "." + digits(6);
          default -> letters();
        };
    markers.add(marker);
    return marker;
  }

  /** In times to come, which no new date is. */
  private String date() {
    return String.valueOf(2100 + random.nextInt(7000))
        + (10 + random.nextInt(3))
        + (10 + random.nextInt(19));
  }

  private String digits(int n) {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < n; i++) {
      b.append((char) ('1' + random.nextInt(9)));
    }
    return b.toString();
  }

  private String letters() {
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 14; i++) {
      b.append((char) ('A' + random.nextInt(26)));
    }
    return b.toString();
  }
}
