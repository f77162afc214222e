// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.presentation;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How the image under the drawings is displayed: as it would be without them. A presentation state
 * replaces all of the image's own display, so what it does not repeat is lost.
 */
final class DisplayModules {

  private DisplayModules() {}

  static void addTo(DataSetBuilder b, DataSet source) {
    area(b, source);
    modality(b, source);
    values(b, source);
    boolean inverse =
        source.says(Tag.PRESENTATION_LUT_SHAPE, "INVERSE")
            != source.says(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1");
    b.text(Tag.PRESENTATION_LUT_SHAPE, inverse ? "INVERSE" : "IDENTITY");
  }

  /** The whole image, as large as the window allows. */
  private static void area(DataSetBuilder b, DataSet source) {
    int columns = required(source, Tag.COLUMNS);
    int rows = required(source, Tag.ROWS);
    b.items(
        Tag.DISPLAYED_AREA_SELECTION_SEQUENCE,
        DataSet.builder()
            .ints(Tag.DISPLAYED_AREA_TOP_LEFT_HAND_CORNER, 1, 1)
            .ints(Tag.DISPLAYED_AREA_BOTTOM_RIGHT_HAND_CORNER, columns, rows)
            .text(Tag.PRESENTATION_SIZE_MODE, "SCALE TO FIT")
            .ints(Tag.PRESENTATION_PIXEL_ASPECT_RATIO, aspect(source))
            .build());
  }

  private static int required(DataSet source, Tag tag) {
    return source
        .integer(tag)
        .orElseThrow(
            () -> new DicomException(tag.toString(), "an image", "none", "give its data set"));
  }

  /**
   * Height over width of a pixel, in micrometres; never a spacing, which would be measured with.
   */
  private static int[] aspect(DataSet source) {
    Tolerant t = new Tolerant(source, new Findings());
    for (Tag tag : List.of(Tag.PIXEL_SPACING, Tag.IMAGER_PIXEL_SPACING)) {
      double[] spacing = t.doubles(tag);
      boolean two = spacing.length == 2 && spacing[0] > 0 && spacing[1] > 0;
      if (two && spacing[0] != spacing[1] && Math.max(spacing[0], spacing[1]) < 1e3) {
        return new int[] {
          (int) Math.max(1, Math.round(1000 * spacing[0])),
          (int) Math.max(1, Math.round(1000 * spacing[1]))
        };
      }
    }
    int[] ratio = t.ints(Tag.PIXEL_ASPECT_RATIO);
    return ratio.length == 2 && ratio[0] > 0 && ratio[1] > 0 ? ratio : new int[] {1, 1};
  }

  /** X-ray values that are logarithmic or ready to display are shown as stored (C.8.7.1.1.2). */
  private static void modality(DataSetBuilder b, DataSet source) {
    String relationship = source.term(Tag.PIXEL_INTENSITY_RELATIONSHIP);
    if (relationship.equals("LOG") || relationship.equals("DISP")) {
      return;
    }
    DataSet d = new FunctionalGroups(source).of(0, Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
    Tolerant t = new Tolerant(d, new Findings());
    boolean intercept = t.number(Tag.RESCALE_INTERCEPT).isPresent();
    if (t.number(Tag.RESCALE_SLOPE).orElse(0) != 0 && intercept) {
      b.copy(d, Tag.RESCALE_INTERCEPT)
          .copy(d, Tag.RESCALE_SLOPE)
          .text(Tag.RESCALE_TYPE, d.text(Tag.RESCALE_TYPE).orElse("US"));
    } else if (isTable(d.item(Tag.MODALITY_LUT_SEQUENCE))) {
      b.copy(d, Tag.MODALITY_LUT_SEQUENCE);
    }
  }

  /** The first window that is one, else the first table, as frames are rendered. */
  private static void values(DataSetBuilder b, DataSet source) {
    DataSet d = new FunctionalGroups(source).of(0, Tag.FRAME_VOI_LUT_SEQUENCE);
    Tolerant t = new Tolerant(d, new Findings());
    List<OptionalDouble> centers = t.each(Tag.WINDOW_CENTER);
    List<OptionalDouble> widths = t.each(Tag.WINDOW_WIDTH);
    for (int i = 0; i < Math.min(centers.size(), widths.size()); i++) {
      if (centers.get(i).isPresent() && widths.get(i).orElse(0) > 0) {
        b.items(
            Tag.SOFTCOPY_VOI_LUT_SEQUENCE,
            DataSet.builder()
                .doubles(Tag.WINDOW_CENTER, centers.get(i).getAsDouble())
                .doubles(Tag.WINDOW_WIDTH, widths.get(i).getAsDouble())
                .copy(d, Tag.VOI_LUT_FUNCTION)
                .build());
        return;
      }
    }
    d.items(Tag.VOI_LUT_SEQUENCE).stream()
        .filter(DisplayModules::isTable)
        .findFirst()
        .ifPresent(
            table ->
                b.items(
                    Tag.SOFTCOPY_VOI_LUT_SEQUENCE,
                    DataSet.builder().items(Tag.VOI_LUT_SEQUENCE, table).build()));
  }

  private static boolean isTable(DataSet item) {
    int described = new Tolerant(item, new Findings()).longs(Tag.LUT_DESCRIPTOR).length;
    return described == 3 && item.has(Tag.LUT_DATA);
  }
}
