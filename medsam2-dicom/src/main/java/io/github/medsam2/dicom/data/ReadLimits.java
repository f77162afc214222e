// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.error.InvalidInputException;
import java.time.Duration;

/**
 * What a reader is willing to spend on one file, so that a hostile one cannot exhaust time or
 * memory. The defaults hold in a heap of 256 MB.
 *
 * @param depth nested sequences
 * @param elements elements, items and fragments together
 * @param valueBytes one value other than pixel data
 * @param bufferedBytes what is held in memory of a stream without random access: an {@code
 *     InputStream}, or a deflated data set
 * @param frameSamples rows x columns x samples per pixel of one frame
 * @param frames frames of one object
 * @param frameDeadline decoding of one frame by a codec that cannot bound its own time
 */
public record ReadLimits(
    int depth,
    int elements,
    long valueBytes,
    long bufferedBytes,
    long frameSamples,
    int frames,
    Duration frameDeadline) {

  /** Checks that every limit is above 0. */
  public ReadLimits {
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

  /** Limits that real files keep far away from. */
  public static ReadLimits defaults() {
    return new ReadLimits(
        64, 2_000_000, 64L << 20, 128L << 20, 24L << 20, 100_000, Duration.ofSeconds(10));
  }

  /** These limits with another size for streams and deflated data sets. */
  public ReadLimits withBufferedBytes(long bytes) {
    return new ReadLimits(depth, elements, valueBytes, bytes, frameSamples, frames, frameDeadline);
  }

  /** These limits with another number of elements, items and fragments. */
  public ReadLimits withElements(int count) {
    return new ReadLimits(
        depth, count, valueBytes, bufferedBytes, frameSamples, frames, frameDeadline);
  }

  /** These limits with another time for one frame. */
  public ReadLimits withFrameDeadline(Duration deadline) {
    return new ReadLimits(
        depth, elements, valueBytes, bufferedBytes, frameSamples, frames, deadline);
  }
}
