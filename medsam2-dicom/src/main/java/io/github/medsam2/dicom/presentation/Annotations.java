// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.presentation;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.DerivedHeader;
import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.dicom.derived.SourceInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Writes drawings as items of Graphic Annotation Sequence, one a frame (PS3.3 C.10.5). */
final class Annotations {
  static final String LAYER = "CONTOURS";

  private Annotations() {}

  static List<DataSet> items(List<Drawing> drawings, SourceInstance image) {
    TreeMap<Integer, List<Drawing>> byFrame = new TreeMap<>();
    for (Drawing d : drawings) {
      byFrame.computeIfAbsent(d.frame(), f -> new ArrayList<>()).add(d);
    }
    List<DataSet> items = new ArrayList<>();
    byFrame.forEach((frame, list) -> items.add(item(image.reference(frame), list)));
    return items;
  }

  private static DataSet item(DataSet reference, List<Drawing> drawings) {
    List<DataSet> graphics = new ArrayList<>();
    List<DataSet> texts = new ArrayList<>();
    for (Drawing d : drawings) {
      if (d instanceof Drawing.Contour c) {
        graphics.add(graphic(c.line()));
      } else if (d instanceof Drawing.Label l) {
        texts.add(text(l));
      }
    }
    DataSetBuilder b =
        DataSet.builder()
            .items(Tag.REFERENCED_IMAGE_SEQUENCE, reference)
            .text(Tag.GRAPHIC_LAYER, LAYER);
    if (!graphics.isEmpty()) {
      b.items(Tag.GRAPHIC_OBJECT_SEQUENCE, graphics);
    }
    if (!texts.isEmpty()) {
      b.items(Tag.TEXT_OBJECT_SEQUENCE, texts);
    }
    return b.build();
  }

  private static DataSet graphic(Polyline line) {
    DataSetBuilder b =
        DataSet.builder()
            .text(Tag.GRAPHIC_ANNOTATION_UNITS, "PIXEL")
            .ints(Tag.GRAPHIC_DIMENSIONS, 2)
            .ints(Tag.NUMBER_OF_GRAPHIC_POINTS, line.size())
            .doubles(Tag.GRAPHIC_DATA, line.coordinates())
            .text(Tag.GRAPHIC_TYPE, "POLYLINE");
    if (line.isClosed()) {
      b.text(Tag.GRAPHIC_FILLED, "N");
    }
    return b.build();
  }

  private static DataSet text(Drawing.Label label) {
    return DataSet.builder()
        .text(Tag.SPECIFIC_CHARACTER_SET, DerivedHeader.CHARACTERS)
        .text(Tag.UNFORMATTED_TEXT_VALUE, label.text())
        .remove(Tag.SPECIFIC_CHARACTER_SET)
        .text(Tag.ANCHOR_POINT_ANNOTATION_UNITS, "PIXEL")
        .doubles(Tag.ANCHOR_POINT, label.x(), label.y())
        .text(Tag.ANCHOR_POINT_VISIBILITY, "N")
        .build();
  }
}
