// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import io.github.medsam2.qca.geometry.Point2;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One analysis that QAngio XA left in a DICOM file. What is not there is empty.
 *
 * <p>Contours enclose the <em>whole analysed segment</em>, typically 43 mm, not the lesion,
 * typically 17 mm: a mask made from them is no lesion mask. The name of the segment is text of the
 * reader, in no known scheme.
 *
 * @param frame as stored; whether it counts from 0 is not documented, check it on an image
 * @param segmentName as the reader wrote it
 * @param centreLine pixels
 * @param left edge, pixels
 * @param right edge, pixels
 * @param mldMm minimal lumen diameter
 * @param rvdMm reference diameter
 * @param proximalReferenceMm reference diameter proximal of the lesion
 * @param distalReferenceMm reference diameter distal of the lesion
 * @param diameterStenosis percent
 * @param areaStenosis percent
 * @param lesionLengthMm length of the lesion
 * @param segmentLengthMm length of the analysed segment
 * @param indices places along the segment, undocumented
 */
public record MedisResult(
    int frame,
    String segmentName,
    List<Point2> centreLine,
    List<Point2> left,
    List<Point2> right,
    OptionalDouble mldMm,
    OptionalDouble rvdMm,
    OptionalDouble proximalReferenceMm,
    OptionalDouble distalReferenceMm,
    OptionalDouble diameterStenosis,
    OptionalDouble areaStenosis,
    OptionalDouble lesionLengthMm,
    OptionalDouble segmentLengthMm,
    List<Integer> indices) {
  private static final double LENGTHS_AGREE = 0.1;
  private static final double STENOSES_AGREE = 1.5;

  /** Copies the lists. */
  public MedisResult {
    centreLine = List.copyOf(centreLine);
    left = List.copyOf(left);
    right = List.copyOf(right);
    indices = List.copyOf(indices);
  }

  /**
   * Millimetres per pixel that the length of the segment and its centre line tell together. The
   * scale in exports of these analyses stands in several units; this one can be relied on.
   */
  public OptionalDouble mmPerPixel() {
    double pixels = 0;
    for (int i = 1; i < centreLine.size(); i++) {
      pixels += centreLine.get(i).distance(centreLine.get(i - 1));
    }
    return segmentLengthMm.isPresent() && pixels > 0
        ? OptionalDouble.of(segmentLengthMm.getAsDouble() / pixels)
        : OptionalDouble.empty();
  }

  /**
   * Whether the numbers agree with one another: a stenosis with its diameters within 1.5 points, a
   * lesion no longer than its segment, and a scale that angiograms have. What is empty is not
   * asked.
   */
  public boolean isConsistent() {
    double scale = mmPerPixel().orElse(0.2);
    double lesion = lesionLengthMm.orElse(0);
    boolean inSegment = lesion <= segmentLengthMm.orElse(lesion) * (1 + LENGTHS_AGREE);
    return scale >= MedisUnits.LEAST_MM_PER_PIXEL
        && scale <= MedisUnits.MOST_MM_PER_PIXEL
        && inSegment
        && stenosisAgrees();
  }

  private boolean stenosisAgrees() {
    if (mldMm.isEmpty() || rvdMm.isEmpty() || diameterStenosis.isEmpty()) {
      return true;
    }
    double fromDiameters = 100 * (1 - mldMm.getAsDouble() / rvdMm.getAsDouble());
    return Math.abs(fromDiameters - diameterStenosis.getAsDouble()) <= STENOSES_AGREE;
  }
}
