// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.DerivedHeader;
import java.util.List;

/** Writes content items as items of Content Sequence (PS3.3 C.17.3). */
final class ContentWriter {

  private ContentWriter() {}

  /** Adds an item's own attributes and its children. */
  static void addTo(DataSetBuilder b, ContentItem item) {
    if (!item.relationship().isEmpty()) {
      b.text(Tag.RELATIONSHIP_TYPE, item.relationship());
    }
    item.name().ifPresent(n -> b.items(Tag.CONCEPT_NAME_CODE_SEQUENCE, n.item()));
    value(b, item.content());
    if (!item.children().isEmpty()) {
      List<DataSet> items = item.children().stream().map(ContentWriter::item).toList();
      b.items(Tag.CONTENT_SEQUENCE, items);
    }
  }

  private static DataSet item(ContentItem item) {
    DataSetBuilder b = DataSet.builder().text(Tag.SPECIFIC_CHARACTER_SET, DerivedHeader.CHARACTERS);
    addTo(b, item);
    return b.remove(Tag.SPECIFIC_CHARACTER_SET).build();
  }

  private static void value(DataSetBuilder b, Content content) {
    if (content instanceof Content.Container c) {
      b.text(Tag.VALUE_TYPE, "CONTAINER").text(Tag.CONTINUITY_OF_CONTENT, "SEPARATE");
      if (!c.template().isEmpty()) {
        b.items(Tag.CONTENT_TEMPLATE_SEQUENCE, template(c.template()));
      }
    } else if (content instanceof Content.Coded c) {
      b.text(Tag.VALUE_TYPE, "CODE").items(Tag.CONCEPT_CODE_SEQUENCE, c.code().item());
    } else if (content instanceof Content.Text t) {
      b.text(Tag.VALUE_TYPE, "TEXT").text(Tag.TEXT_VALUE, t.text());
    } else if (content instanceof Content.Uid u) {
      b.text(Tag.VALUE_TYPE, "UIDREF").text(Tag.UID, u.uid());
    } else if (content instanceof Content.Numeric n) {
      number(b, n.value(), n.unit());
    } else if (content instanceof Content.Image i) {
      b.text(Tag.VALUE_TYPE, "IMAGE").items(Tag.REFERENCED_SOP_SEQUENCE, reference(i));
    } else if (content instanceof Content.Line l) {
      b.text(Tag.VALUE_TYPE, "SCOORD")
          .text(Tag.GRAPHIC_TYPE, "POLYLINE")
          .doubles(Tag.GRAPHIC_DATA, l.line().coordinates());
    }
  }

  private static DataSet template(String number) {
    return DataSet.builder()
        .text(Tag.MAPPING_RESOURCE, "DCMR")
        .text(Tag.TEMPLATE_IDENTIFIER, number)
        .build();
  }

  /** As decimal text, and in binary where 16 characters are not enough. */
  private static void number(DataSetBuilder b, double value, Code unit) {
    DataSetBuilder measured =
        DataSet.builder()
            .items(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE, unit.item())
            .doubles(Tag.NUMERIC_VALUE, value);
    if (measured.build().number(Tag.NUMERIC_VALUE).orElse(Double.NaN) != value) {
      measured.doubles(Tag.FLOATING_POINT_VALUE, value);
    }
    b.text(Tag.VALUE_TYPE, "NUM").items(Tag.MEASURED_VALUE_SEQUENCE, measured.build());
  }

  private static DataSet reference(Content.Image i) {
    DataSetBuilder b =
        DataSet.builder()
            .text(Tag.REFERENCED_SOP_CLASS_UID, i.sopClass())
            .text(Tag.REFERENCED_SOP_INSTANCE_UID, i.sopInstance());
    if (!i.frames().isEmpty()) {
      b.ints(
          Tag.REFERENCED_FRAME_NUMBER, i.frames().stream().mapToInt(Integer::intValue).toArray());
    } else if (!i.segments().isEmpty()) {
      b.ints(
          Tag.REFERENCED_SEGMENT_NUMBER,
          i.segments().stream().mapToInt(Integer::intValue).toArray());
    }
    return b.build();
  }
}
