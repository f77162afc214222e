// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.SourceInstance;
import java.util.List;

/**
 * Frames of one object without a place in the patient, told apart by their number: angiography,
 * ultrasound, single pictures. Without a frame of reference the references of every frame carry the
 * mapping (PS3.3 A.51).
 *
 * @param first the object
 * @param instance the object as a reference
 */
record CineSource(DataSet first, SourceInstance instance) implements SegSource {

  static CineSource of(DataSet source) {
    return new CineSource(source, SourceInstance.of(source));
  }

  @Override
  public int count() {
    return instance.frames();
  }

  @Override
  public List<DataSet> dataSets() {
    return List.of(first);
  }

  @Override
  public List<SourceInstance> instances() {
    return List.of(instance);
  }

  @Override
  public DataSet reference(int frame) {
    return instance.reference(frame);
  }

  @Override
  public Dimension dimension() {
    return new Dimension(
        "Temporal Position Index", Tag.TEMPORAL_POSITION_INDEX, Tag.FRAME_CONTENT_SEQUENCE);
  }

  @Override
  public void addTo(DataSetBuilder object) {
    object.empty(Tag.PATIENT_ORIENTATION);
  }

  @Override
  public void addShared(DataSetBuilder groups) {
    // Nothing is known of the place of a projection or a scan plane.
  }

  @Override
  public void addTo(DataSetBuilder groups, DataSetBuilder frameContent, int frame) {
    frameContent.ints(Tag.TEMPORAL_POSITION_INDEX, frame + 1);
  }
}
