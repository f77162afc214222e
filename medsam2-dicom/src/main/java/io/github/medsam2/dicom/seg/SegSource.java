// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.SourceInstance;
import io.github.medsam2.dicom.error.DicomException;
import java.util.List;

/** The frames that are segmented: those of a cine, or the slices of a volume. */
sealed interface SegSource permits CineSource, VolumeSource {

  /** The number of frames. */
  int count();

  /** The objects the frames are in. */
  List<DataSet> dataSets();

  /** Those objects as references. */
  List<SourceInstance> instances();

  /** A reference to one frame, 0-based; refuses one that is not there. */
  DataSet reference(int frame);

  /** What, besides the segment, tells frames apart: attribute and functional group. */
  Dimension dimension();

  /** Adds what is true of the object as a whole. */
  void addTo(DataSetBuilder object);

  /** Adds functional groups all frames share. */
  void addShared(DataSetBuilder groups);

  /** Adds functional groups of one frame; frame content is begun already. */
  void addTo(DataSetBuilder groups, DataSetBuilder frameContent, int frame);

  /** The first of the objects, which patient and study are taken from. */
  default DataSet first() {
    return dataSets().get(0);
  }

  /** The size of a frame in columns. */
  default int width() {
    return size(first(), Tag.COLUMNS);
  }

  /** The size of a frame in rows. */
  default int height() {
    return size(first(), Tag.ROWS);
  }

  private static int size(DataSet source, Tag tag) {
    return source
        .integer(tag)
        .orElseThrow(
            () -> new DicomException(tag.toString(), "a size", "none", "give an image as source"));
  }

  /**
   * A dimension index.
   *
   * @param label its name
   * @param attribute what is counted
   * @param group the sequence it stands in
   */
  record Dimension(String label, Tag attribute, Tag group) {}
}
