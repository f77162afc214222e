// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Mask;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Segments, and stenoses of those whose picture stands among the marked ones, too: the percentages
 * of {@link MarkedStenoses}. Of a segment that a mark only grazes nothing is said.
 *
 * @param segments all of them
 * @param marks images with the stenoses marked on them
 * @param pairs numbers of segments' images to those of marked ones
 */
record SegmentsAndMarks(SampleSet segments, SampleSet marks, Map<Integer, Integer> pairs) {
  private static final double COVERED = 0.1;

  static SegmentsAndMarks of(SampleSet segments, SampleSet marks) {
    return new SegmentsAndMarks(segments, marks, Pictures.pairs(segments, marks));
  }

  /** All images. */
  SampleSet all() {
    return segments.changed(this::withStenoses);
  }

  /** Only the images that stand in both. */
  SampleSet both() {
    return all().where(pairs::containsKey);
  }

  private Sample withStenoses(int index, Sample sample) {
    Integer marked = pairs.get(index);
    if (marked == null) {
      return sample;
    }
    Mask all =
        marks.get(marked).objects().stream()
            .map(SampleObject::mask)
            .reduce(Mask::union)
            .orElseThrow();
    List<SampleObject> objects =
        sample.objects().stream()
            .map(o -> new SampleObject(o.masks(), o.description(), percent(o.mask(), all)))
            .toList();
    return new Sample(sample.id(), sample.group(), sample.frames(), objects);
  }

  private static OptionalDouble percent(Mask segment, Mask marks) {
    long shared = segment.intersection(marks).area();
    if (shared == 0) {
      return OptionalDouble.of(MarkedStenoses.ELSEWHERE);
    }
    return shared < COVERED * segment.area()
        ? OptionalDouble.empty()
        : OptionalDouble.of(MarkedStenoses.MARKED);
  }
}
