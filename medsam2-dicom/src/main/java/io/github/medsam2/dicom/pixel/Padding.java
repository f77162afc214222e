// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import java.util.Optional;

/**
 * Stored values that fill the image where nothing was measured (PS3.3 C.7.5.1.1.2).
 *
 * @param low least of them
 * @param high greatest of them
 */
public record Padding(int low, int high) {

  /** The padding of an object with grey pixels, where it has one; a malformed one is none. */
  public static Optional<Padding> of(DataSet d, PixelLayout layout, Findings findings) {
    Tolerant t = new Tolerant(d, findings);
    int[] value = t.ints(Tag.PIXEL_PADDING_VALUE);
    if (value.length == 0 || !layout.photometric().isGray() || layout.bitsAllocated() > 16) {
      return Optional.empty();
    }
    int[] limit = t.ints(Tag.PIXEL_PADDING_RANGE_LIMIT);
    int a = stored(value[0], layout);
    int b = limit.length == 0 ? a : stored(limit[0], layout);
    return Optional.of(new Padding(Math.min(a, b), Math.max(a, b)));
  }

  /** Written as US or SS, whichever the writer took, it means what the pixels mean. */
  private static int stored(int value, PixelLayout layout) {
    return layout.signed() ? (short) value : value & 0xffff;
  }

  /** Whether a stored value is padding. */
  public boolean contains(double stored) {
    return stored >= low && stored <= high;
  }
}
