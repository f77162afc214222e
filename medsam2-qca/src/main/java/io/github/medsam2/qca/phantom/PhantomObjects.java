// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is to be learnt from frames of a phantom.
 *
 * @param truth of the frames
 * @param fullest which of them contrast fills most
 */
record PhantomObjects(PhantomConfig config, List<FrameTruth> truth, int fullest) {
  /** Smaller pieces are the rim of a segment outside of the field, or one seen end on. */
  private static final int LEAST_PIXELS = 16;

  List<SampleObject> all() {
    List<SampleObject> out = new ArrayList<>();
    for (SegmentTruth s : truth.get(0).segments()) {
      List<Mask> masks = truth.stream().map(f -> seen(f, s.segment())).toList();
      if (masks.stream().anyMatch(m -> m.area() >= LEAST_PIXELS)) {
        CoronaryPrompt words =
            CoronaryPrompt.of(
                SegmentScheme.CASS.segment(s.segment().id()),
                ViewAngle.of(config.primary(), config.secondary()));
        SampleObject object = SampleObject.of(masks).described(words);
        OptionalDouble narrowed = stenosis(s.segment());
        out.add(narrowed.isPresent() ? object.withStenosis(narrowed.getAsDouble()) : object);
      }
    }
    return out;
  }

  /** Its lumen where there is contrast. */
  private static Mask seen(FrameTruth frame, CassSegment segment) {
    Mask nothing = Mask.empty(frame.vessels().width(), frame.vessels().height());
    return frame
        .segment(segment)
        .filter(s -> s.filling() >= TruthMaker.SEEN)
        .map(s -> s.mask().intersection(frame.vessels()))
        .orElse(nothing);
  }

  private OptionalDouble stenosis(CassSegment segment) {
    return truth.get(fullest).lesions().stream()
        .filter(l -> l.spec().segment() == segment && l.box().isPresent())
        .mapToDouble(l -> l.projected().diameterStenosis())
        .map(percent -> Math.max(0, Math.min(100, percent)))
        .max();
  }
}
