// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.SegmentCodes;

/**
 * The measurements of one lesion on one frame.
 *
 * @param tracking which lesion
 * @param finding what it is, as {@link SegmentCodes#STENOSIS}
 * @param site where, as a coronary segment of {@code CoronaryCodes}
 * @param image the frame it was measured on
 * @param stenosis in percent
 * @param lengths in millimetres or pixels
 * @param trace drawn on the image
 */
public record LesionMeasurement(
    Tracking tracking,
    Code finding,
    Code site,
    FrameReference image,
    Stenosis stenosis,
    Lengths lengths,
    Trace trace) {

  /** A stenosis without drawings. */
  public static LesionMeasurement stenosis(
      Tracking tracking, Code site, FrameReference image, Stenosis stenosis, Lengths lengths) {
    return new LesionMeasurement(
        tracking, SegmentCodes.STENOSIS, site, image, stenosis, lengths, Trace.none());
  }

  /** The same with drawings. */
  public LesionMeasurement with(Trace drawn) {
    return new LesionMeasurement(tracking, finding, site, image, stenosis, lengths, drawn);
  }
}
