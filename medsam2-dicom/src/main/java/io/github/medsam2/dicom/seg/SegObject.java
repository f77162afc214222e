// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.DerivationCodes;
import io.github.medsam2.dicom.derived.DerivedHeader;
import io.github.medsam2.dicom.derived.LossyHistory;
import io.github.medsam2.dicom.derived.References;
import io.github.medsam2.dicom.derived.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** Puts a segmentation object together, module by module (PS3.3 A.51). */
record SegObject(
    SegSource source,
    SegForm form,
    List<Segment> segments,
    FrameStore store,
    SegContent content,
    Creation creation) {

  DataSet build() {
    DerivedHeader header =
        new DerivedHeader(
            form.type().sopClass(),
            content.seriesOr(creation.uids()),
            content.instanceNumber(),
            creation);
    DataSetBuilder b = header.begin(source.first());
    Timestamp now = header.timestamp(source.first());
    b.text(Tag.CONTENT_DATE, now.date()).text(Tag.CONTENT_TIME, now.time());
    source.addTo(b);
    image(b);
    segmentation(b);
    List<FrameStore.Key> keys = store.keys();
    b.ints(Tag.NUMBER_OF_FRAMES, keys.size());
    new SegFrameGroups(source, form, creation.uids().next()).addTo(b, keys);
    String study = source.instances().get(0).study();
    References.common(b, study, source.instances());
    References.sources(
        b,
        DerivationCodes.PROCESSED_IMAGE,
        store.seen().stream().map(frame -> source.reference(frame)).toList());
    store.addTo(b);
    return b.build();
  }

  private void image(DataSetBuilder b) {
    b.text(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY")
        .ints(Tag.SAMPLES_PER_PIXEL, 1)
        .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .ints(Tag.ROWS, source.height())
        .ints(Tag.COLUMNS, source.width())
        .ints(Tag.BITS_ALLOCATED, form.bits())
        .ints(Tag.BITS_STORED, form.bits())
        .ints(Tag.HIGH_BIT, form.bits() - 1)
        .ints(Tag.PIXEL_REPRESENTATION, 0);
    LossyHistory.copy(b, source.dataSets());
  }

  private void segmentation(DataSetBuilder b) {
    b.text(Tag.CONTENT_LABEL, content.label())
        .text(Tag.CONTENT_DESCRIPTION, content.description())
        .empty(Tag.CONTENT_CREATOR_NAME)
        .text(Tag.SEGMENTATION_TYPE, form.type().name());
    List<DataSet> items = new ArrayList<>();
    switch (form.type()) {
      case BINARY -> b.text(Tag.SEGMENTS_OVERLAP, store.overlap() ? "YES" : "NO");
      case FRACTIONAL ->
          b.text(Tag.SEGMENTATION_FRACTIONAL_TYPE, "PROBABILITY")
              .ints(Tag.MAXIMUM_FRACTIONAL_VALUE, SegForm.MAXIMUM_FRACTION)
              .text(Tag.SEGMENTS_OVERLAP, store.overlap() ? "YES" : "NO");
      case LABELMAP -> {
        b.text(Tag.SEGMENTS_OVERLAP, "NO").ints(Tag.PIXEL_PADDING_VALUE, 0);
        items.add(SegmentItem.background(segments.get(0).algorithm()));
      }
    }
    for (Segment s : segments) {
      boolean numbered = form.type() == SegmentationType.LABELMAP;
      items.add(SegmentItem.of(items.size() + (numbered ? 0 : 1), s));
    }
    b.items(Tag.SEGMENT_SEQUENCE, items);
  }
}
