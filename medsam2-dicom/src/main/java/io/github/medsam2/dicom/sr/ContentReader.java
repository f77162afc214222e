// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.Polyline;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads a content tree. What is malformed, or of a kind not read here, has no value. */
final class ContentReader {

  private ContentReader() {}

  /** An item with all below it; the parser has limited how deep that is. */
  static ContentItem read(DataSet d) {
    return new ContentItem(
        d.text(Tag.RELATIONSHIP_TYPE).orElse(""),
        Code.of(d.item(Tag.CONCEPT_NAME_CODE_SEQUENCE)),
        content(d).orElseGet(Content.Other::new),
        d.items(Tag.CONTENT_SEQUENCE).stream().map(ContentReader::read).toList());
  }

  private static Optional<Content> content(DataSet d) {
    return switch (d.term(Tag.VALUE_TYPE)) {
      case "CONTAINER" -> {
        DataSet template = d.item(Tag.CONTENT_TEMPLATE_SEQUENCE);
        yield Optional.of(new Content.Container(template.text(Tag.TEMPLATE_IDENTIFIER).orElse("")));
      }
      case "CODE" -> Code.of(d.item(Tag.CONCEPT_CODE_SEQUENCE)).map(Content.Coded::new);
      case "TEXT" -> d.text(Tag.TEXT_VALUE).map(Content.Text::new);
      case "UIDREF" -> d.text(Tag.UID).map(Content.Uid::new);
      case "NUM" -> number(d.item(Tag.MEASURED_VALUE_SEQUENCE));
      case "IMAGE" -> image(d.item(Tag.REFERENCED_SOP_SEQUENCE));
      case "SCOORD" -> line(d);
      default -> Optional.empty();
    };
  }

  private static Optional<Content> number(DataSet d) {
    Tolerant t = new Tolerant(d, new Findings());
    double exact = t.number(Tag.FLOATING_POINT_VALUE).orElse(Double.NaN);
    double value = Double.isFinite(exact) ? exact : t.number(Tag.NUMERIC_VALUE).orElse(Double.NaN);
    return Double.isNaN(value)
        ? Optional.empty()
        : Code.of(d.item(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE))
            .map(unit -> new Content.Numeric(value, unit));
  }

  private static Optional<Content> image(DataSet d) {
    Tolerant t = new Tolerant(d, new Findings());
    String sopInstance = d.text(Tag.REFERENCED_SOP_INSTANCE_UID).orElse("");
    return sopInstance.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Content.Image(
                d.text(Tag.REFERENCED_SOP_CLASS_UID).orElse(""),
                sopInstance,
                boxed(t.ints(Tag.REFERENCED_FRAME_NUMBER)),
                boxed(t.ints(Tag.REFERENCED_SEGMENT_NUMBER))));
  }

  private static List<Integer> boxed(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static Optional<Content> line(DataSet d) {
    double[] xy = new Tolerant(d, new Findings()).doubles(Tag.GRAPHIC_DATA);
    boolean good = xy.length >= 4 && xy.length % 2 == 0;
    for (double v : xy) {
      good &= Double.isFinite(v);
    }
    if (!good || !d.says(Tag.GRAPHIC_TYPE, "POLYLINE")) {
      return Optional.empty();
    }
    float[] out = new float[xy.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) xy[i];
    }
    return Optional.of(new Content.Line(Polyline.of(out)));
  }
}
