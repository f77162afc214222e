// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.DerivedHeader;
import io.github.medsam2.dicom.derived.SegmentCodes;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Segments as items of Segment Sequence. */
final class SegmentItem {
  /** What label maps must say of the pixels of no segment, so that readers need not guess. */
  private static final Segment BACKGROUND =
      Segment.of("Background", SegmentCodes.SPATIAL_CONCEPT, SegmentCodes.BACKGROUND);

  private static final Code UNKNOWN = SegmentCodes.TISSUE;

  private SegmentItem() {}

  static DataSet background(Algorithm algorithm) {
    return of(0, BACKGROUND.by(algorithm));
  }

  static DataSet of(int number, Segment s) {
    DataSetBuilder b =
        DataSet.builder()
            .text(Tag.SPECIFIC_CHARACTER_SET, DerivedHeader.CHARACTERS)
            .items(Tag.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE, s.category().item())
            .ints(Tag.SEGMENT_NUMBER, number)
            .text(Tag.SEGMENT_LABEL, s.label())
            .text(Tag.SEGMENT_ALGORITHM_TYPE, s.algorithm().type().name())
            .items(Tag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE, s.type().item());
    if (!s.algorithm().name().isEmpty()) {
      b.text(Tag.SEGMENT_ALGORITHM_NAME, s.algorithm().name());
    }
    s.region().ifPresent(r -> b.items(Tag.ANATOMIC_REGION_SEQUENCE, r.item()));
    s.tracking().ifPresent(t -> b.text(Tag.TRACKING_ID, t.id()).text(Tag.TRACKING_UID, t.uid()));
    s.color().ifPresent(c -> b.ints(Tag.RECOMMENDED_DISPLAY_CIELAB_VALUE, c.stored()));
    return b.remove(Tag.SPECIFIC_CHARACTER_SET).build();
  }

  /** The segments of an object by number, without the background of a label map. */
  static SortedMap<Integer, Segment> readAll(DataSet object, Findings findings) {
    SortedMap<Integer, Segment> out = new TreeMap<>();
    for (DataSet item : object.items(Tag.SEGMENT_SEQUENCE)) {
      int number = new Tolerant(item, findings).integer(Tag.SEGMENT_NUMBER).orElse(-1);
      if (out.containsKey(number)) {
        findings.add(Tag.SEGMENT_NUMBER, "a number that stands twice; the first is taken");
      } else if (number > 0) {
        out.put(number, read(number, item, findings));
      } else if (number < 0) {
        findings.add(Tag.SEGMENT_NUMBER, "a segment without a number; left out");
      }
    }
    return out;
  }

  /** A segment as a file describes it; what is missing or malformed becomes a finding. */
  private static Segment read(int number, DataSet item, Findings findings) {
    Code category = code(item, Tag.SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE, findings);
    Code type = code(item, Tag.SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE, findings);
    String label = item.text(Tag.SEGMENT_LABEL).orElse("Segment " + number);
    return new Segment(
        shortened(label),
        category,
        type,
        Code.of(item.item(Tag.ANATOMIC_REGION_SEQUENCE)),
        algorithm(item),
        tracking(item),
        color(new Tolerant(item, findings)));
  }

  private static Code code(DataSet item, Tag sequence, Findings findings) {
    return Code.of(item.item(sequence))
        .orElseGet(
            () -> {
              findings.add(sequence, "no code; taken as tissue");
              return UNKNOWN;
            });
  }

  private static String shortened(String text) {
    return text.length() > 64 ? text.substring(0, 64) : text;
  }

  private static Algorithm algorithm(DataSet item) {
    String said = item.term(Tag.SEGMENT_ALGORITHM_TYPE);
    Algorithm.Type type =
        Arrays.stream(Algorithm.Type.values())
            .filter(t -> t.name().equals(said))
            .findFirst()
            .orElse(Algorithm.Type.AUTOMATIC);
    String name = shortened(item.text(Tag.SEGMENT_ALGORITHM_NAME).orElse(""));
    boolean unnamed = name.isBlank() && type != Algorithm.Type.MANUAL;
    return new Algorithm(type, unnamed ? "unknown" : name);
  }

  private static Optional<Segment.Tracking> tracking(DataSet item) {
    Optional<String> id = item.text(Tag.TRACKING_ID).filter(t -> !t.isBlank());
    return item.text(Tag.TRACKING_UID).flatMap(uid -> id.map(i -> new Segment.Tracking(i, uid)));
  }

  private static Optional<CieLab> color(Tolerant item) {
    int[] v = item.ints(Tag.RECOMMENDED_DISPLAY_CIELAB_VALUE);
    boolean fits = v.length == 3 && Arrays.stream(v).allMatch(x -> x >= 0 && x <= 0xffff);
    return fits ? Optional.of(CieLab.ofStored(v)) : Optional.empty();
  }
}
