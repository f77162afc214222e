// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.anatomy.CassSegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What is true of one frame.
 *
 * @param index of the frame
 * @param seconds since the first frame
 * @param phase share of the heart cycle since the R wave, 0 to 1
 * @param contraction 0 at end-diastole, 1 at end-systole
 * @param breathMm how far breathing has moved the heart to the feet
 * @param frontMost CASS number of the vessel nearest to the source at every pixel, row by row; 0
 *     where there is none
 * @param vessels the pixels of every vessel that contrast has reached, with or without a class
 * @param segments one entry for every segment of the tree
 * @param lesions in the order of the configuration
 * @param catheterMm outer diameter of the catheter
 * @param catheterPixels its width on the image near the tip
 */
public record FrameTruth(
    int index,
    double seconds,
    double phase,
    double contraction,
    double breathMm,
    ByteBuffer frontMost,
    Mask vessels,
    List<SegmentTruth> segments,
    List<LesionTruth> lesions,
    double catheterMm,
    double catheterPixels) {

  /** Copies the lists; the buffer becomes read-only. */
  public FrameTruth {
    frontMost = frontMost.asReadOnlyBuffer();
    segments = List.copyOf(segments);
    lesions = List.copyOf(lesions);
  }

  /** The truth of a segment, if the tree has it. */
  public Optional<SegmentTruth> segment(CassSegment segment) {
    return segments.stream().filter(s -> s.segment() == segment).findFirst();
  }
}
