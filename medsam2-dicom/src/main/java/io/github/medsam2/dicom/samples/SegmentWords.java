// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a segment of a segmentation is called, by its codes, else by its label. */
final class SegmentWords {
  /** What lies in a vessel and is not the vessel: its place must not become its name. */
  private static final List<Code> OTHER_KINDS =
      List.of(SegmentCodes.ABNORMAL_STRUCTURE, SegmentCodes.PHYSICAL_OBJECT);

  private static final List<Code> OTHER_THINGS =
      List.of(
          SegmentCodes.LESION, SegmentCodes.STENOSIS, SegmentCodes.CATHETER, SegmentCodes.STENT);

  private SegmentWords() {}

  /** The coronary segment or artery it is; nothing of what lies in one, or is neither. */
  static Optional<CoronaryPrompt> of(Segment s) {
    if (isOne(s.category(), OTHER_KINDS) || isOne(s.type(), OTHER_THINGS)) {
      return Optional.empty();
    }
    return of(s.type()).or(() -> s.region().flatMap(SegmentWords::of)).or(() -> of(s.label()));
  }

  private static boolean isOne(Code code, List<Code> of) {
    return of.stream().anyMatch(code::sameConcept);
  }

  private static Optional<CoronaryPrompt> of(Code code) {
    return prompt(CoronaryCodes.segment(code), CoronaryCodes.artery(code));
  }

  /** Labels are free text: most say something else. */
  private static Optional<CoronaryPrompt> of(String label) {
    try {
      CoronaryPrompt said = CoronaryPrompt.parse(label);
      return prompt(said.segment(), said.artery());
    } catch (MedSam2Exception otherWords) {
      return Optional.empty();
    }
  }

  private static Optional<CoronaryPrompt> prompt(
      Optional<SegmentReference> segment, Optional<Artery> artery) {
    String text =
        Stream.of(segment.map(SegmentReference::render), artery.map(Artery::name))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new CoronaryPrompt(segment, Optional.empty(), artery, text));
  }
}
