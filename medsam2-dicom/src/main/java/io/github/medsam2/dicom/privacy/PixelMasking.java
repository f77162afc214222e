// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Element;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.dicom.pixel.EncodedFrames;
import io.github.medsam2.dicom.pixel.Photometric;
import io.github.medsam2.dicom.pixel.PixelLayout;
import io.github.medsam2.image.Bounds;
import java.util.List;

/** Writes pixel data anew, rectangles black, and bits that are not stored cleared. */
final class PixelMasking {
  private static final int OVERLAY_BIT_POSITION = 0x0102;

  private static final List<Tag> OF_OTHER_PIXELS =
      List.of(
          Tag.EXTENDED_OFFSET_TABLE,
          Tag.EXTENDED_OFFSET_TABLE_LENGTHS,
          Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
          Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
          Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR,
          Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
          Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
          Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA,
          Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA,
          Tag.SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA,
          Tag.SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA);

  private PixelMasking() {}

  /** Whether there are rectangles, or overlays in bits of the pixels that are not stored ones. */
  static boolean needed(DataSet d, List<Bounds> rectangles) {
    return d.has(Tag.PIXEL_DATA) && (!rectangles.isEmpty() || hidesOverlays(d));
  }

  private static boolean hidesOverlays(DataSet d) {
    for (Element e : d) {
      boolean overlay = e.tag() >>> 24 == 0x60 && (e.tag() & 0xffff) == OVERLAY_BIT_POSITION;
      byte[] position = overlay ? d.value(e.tag()).map(v -> v.bytes()).orElse(null) : null;
      if (position != null && position.length > 0 && position[0] != 0) {
        return true;
      }
    }
    return false;
  }

  static void apply(
      DataSetBuilder out, DicomObject source, DicomLimits limits, List<Bounds> rectangles) {
    DicomFrames frames = DicomFrames.of(source, limits);
    PixelLayout layout = frames.layout();
    boolean gray = layout.photometric().isGray();
    if (layout.bitsAllocated() > 16 || (!gray && layout.bitsStored() > 8)) {
      throw new DicomException(
          Tag.BITS_ALLOCATED.toString(),
          "grey pixels of up to 16 bits, or colours of 8",
          layout.bitsAllocated() + " bits",
          "blank the text elsewhere");
    }
    OF_OTHER_PIXELS.forEach(out::remove);
    new EncodedFrames(
            BlankedFrames.of(frames, rectangles),
            gray ? layout.bitsStored() : 8,
            gray && layout.signed(),
            TransferSyntax.EXPLICIT_LITTLE)
        .addTo(out, !gray, gray ? layout.photometric() : Photometric.RGB);
  }
}
