// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.error.InvalidInputException;
import java.time.Duration;

/**
 * What a reader is willing to spend on one file, so that a hostile one cannot exhaust time or
 * memory. A refusal names the method here that raises its limit.
 *
 * @param depth nested sequences
 * @param elements elements, items and fragments together
 * @param valueBytes one value other than pixel data
 * @param bufferedBytes what is held in memory of a stream without random access: an {@code
 *     InputStream}, or a deflated data set
 * @param frameSamples rows x columns x samples per pixel of one frame
 * @param frames frames of one object
 * @param frameDeadline decoding of one compressed frame, whatever its codec
 */
public record DicomLimits(
    int depth,
    int elements,
    long valueBytes,
    long bufferedBytes,
    long frameSamples,
    int frames,
    Duration frameDeadline) {
  private static final long MEGA = 1L << 20;

  /** Checks that every limit is above 0. */
  public DicomLimits {
    boolean counts = depth > 0 && elements > 0 && frames > 0 && frameSamples > 0;
    if (!counts
        || valueBytes <= 0
        || bufferedBytes <= 0
        || frameDeadline.isZero()
        || frameDeadline.isNegative()) {
      throw new InvalidInputException(
          "read limits", "every limit above 0", "one at or below 0", "start from defaults()");
    }
  }

  /**
   * Limits that real files keep away from: a mammogram of 28 million samples, the tiles of a whole
   * slide. They hold in a heap of 256 MB, where a frame may have 24 million samples and an object 2
   * million elements; where the heap can grow to 4 GB, up to 256 million and 16 million.
   */
  public static DicomLimits defaults() {
    long heap = Runtime.getRuntime().maxMemory();
    long samples = Math.max(24 * MEGA, Math.min(256 * MEGA, heap / 16));
    int elements = (int) Math.max(2_000_000, Math.min(20_000_000, heap / 256));
    return new DicomLimits(
        64, elements, 64 * MEGA, 128 * MEGA, samples, 400_000, Duration.ofSeconds(10));
  }

  /** These limits with another depth of nested sequences. */
  public DicomLimits withDepth(int levels) {
    return new DicomLimits(
        levels, elements, valueBytes, bufferedBytes, frameSamples, frames, frameDeadline);
  }

  /** These limits with another number of elements, items and fragments. */
  public DicomLimits withElements(int count) {
    return new DicomLimits(
        depth, count, valueBytes, bufferedBytes, frameSamples, frames, frameDeadline);
  }

  /** These limits with another length of a value other than pixel data. */
  public DicomLimits withValueBytes(long bytes) {
    return new DicomLimits(
        depth, elements, bytes, bufferedBytes, frameSamples, frames, frameDeadline);
  }

  /** These limits with another size for streams and deflated data sets. */
  public DicomLimits withBufferedBytes(long bytes) {
    return new DicomLimits(depth, elements, valueBytes, bytes, frameSamples, frames, frameDeadline);
  }

  /** These limits with another number of rows x columns x samples per pixel. */
  public DicomLimits withFrameSamples(long samples) {
    return new DicomLimits(
        depth, elements, valueBytes, bufferedBytes, samples, frames, frameDeadline);
  }

  /** These limits with another number of frames. */
  public DicomLimits withFrames(int count) {
    return new DicomLimits(
        depth, elements, valueBytes, bufferedBytes, frameSamples, count, frameDeadline);
  }

  /** These limits with another time for one frame. */
  public DicomLimits withFrameDeadline(Duration deadline) {
    return new DicomLimits(
        depth, elements, valueBytes, bufferedBytes, frameSamples, frames, deadline);
  }
}
