// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.DerivationCodes;
import io.github.medsam2.dicom.derived.References;
import java.util.ArrayList;
import java.util.List;

/**
 * What tells the frames of a segmentation apart: dimensions and functional groups (PS3.3 C.7.6.16
 * and C.7.6.17).
 *
 * @param organization the identifier of the dimensions
 */
record SegFrameGroups(SegSource source, SegForm form, String organization) {
  private static final SegSource.Dimension SEGMENT =
      new SegSource.Dimension(
          "Segment Number", Tag.REFERENCED_SEGMENT_NUMBER, Tag.SEGMENT_IDENTIFICATION_SEQUENCE);

  void addTo(DataSetBuilder b, List<FrameStore.Key> keys) {
    b.items(
        Tag.DIMENSION_ORGANIZATION_SEQUENCE,
        DataSet.builder().text(Tag.DIMENSION_ORGANIZATION_UID, organization).build());
    List<DataSet> dimensions = new ArrayList<>();
    if (bySegment()) {
      dimensions.add(dimension(SEGMENT));
    }
    dimensions.add(dimension(source.dimension()));
    b.items(Tag.DIMENSION_INDEX_SEQUENCE, dimensions);
    DataSetBuilder shared = DataSet.builder();
    source.addShared(shared);
    b.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared.build());
    b.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, keys.stream().map(this::groups).toList());
  }

  private boolean bySegment() {
    return form.type() != SegmentationType.LABELMAP;
  }

  private DataSet dimension(SegSource.Dimension d) {
    return DataSet.builder()
        .text(Tag.DIMENSION_ORGANIZATION_UID, organization)
        .ints(Tag.DIMENSION_INDEX_POINTER, d.attribute().number())
        .ints(Tag.FUNCTIONAL_GROUP_POINTER, d.group().number())
        .text(Tag.DIMENSION_DESCRIPTION_LABEL, d.label())
        .build();
  }

  private DataSet groups(FrameStore.Key key) {
    DataSetBuilder groups = DataSet.builder();
    DataSetBuilder content = DataSet.builder();
    source.addTo(groups, content, key.frame());
    if (bySegment()) {
      content.ints(Tag.DIMENSION_INDEX_VALUES, key.segment(), key.frame() + 1);
      groups.items(
          Tag.SEGMENT_IDENTIFICATION_SEQUENCE,
          DataSet.builder().ints(Tag.REFERENCED_SEGMENT_NUMBER, key.segment()).build());
    } else {
      content.ints(Tag.DIMENSION_INDEX_VALUES, key.frame() + 1);
    }
    return groups
        .items(Tag.FRAME_CONTENT_SEQUENCE, content.build())
        .items(
            Tag.DERIVATION_IMAGE_SEQUENCE,
            References.derivation(
                DerivationCodes.SEGMENTATION,
                DerivationCodes.PROCESSED_IMAGE,
                List.of(source.reference(key.frame()))))
        .build();
  }
}
