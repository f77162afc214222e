// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.derived.SourceInstance;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.image.Geometry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Slices of a volume, told apart by their true places, which the objects say: of a stack with gaps
 * or a tilted gantry, too.
 *
 * @param stack the slices in the order of the volume
 * @param slices the object of each slice as a reference
 * @param frameOfReference the coordinate system of the places, if they name one
 */
record VolumeSource(
    SliceStack stack, List<SourceInstance> slices, Optional<String> frameOfReference)
    implements SegSource {

  static VolumeSource of(SliceStack stack) {
    return new VolumeSource(
        stack,
        stack.sources().stream().map(SourceInstance::of).toList(),
        stack.sources().get(0).text(Tag.FRAME_OF_REFERENCE_UID));
  }

  /** Refuses slices whose places cannot be taken over, as they are of no coordinate system. */
  VolumeSource requirePlaces() {
    if (frameOfReference.isEmpty()) {
      throw new DicomException(
          Tag.FRAME_OF_REFERENCE_UID.toString(),
          "slices that name their frame of reference",
          "none",
          "set the attribute in the sources");
    }
    return this;
  }

  @Override
  public int count() {
    return slices.size();
  }

  @Override
  public List<DataSet> dataSets() {
    return stack.sources();
  }

  @Override
  public List<SourceInstance> instances() {
    return slices;
  }

  @Override
  public DataSet reference(int frame) {
    return slices.get(frame).reference(stack.sourceFrames().get(frame));
  }

  @Override
  public Dimension dimension() {
    return new Dimension(
        "Image Position Patient", Tag.IMAGE_POSITION_PATIENT, Tag.PLANE_POSITION_SEQUENCE);
  }

  @Override
  public void addTo(DataSetBuilder object) {
    frameOfReference.ifPresent(uid -> object.text(Tag.FRAME_OF_REFERENCE_UID, uid));
    object.empty(Tag.POSITION_REFERENCE_INDICATOR).copy(first(), Tag.POSITION_REFERENCE_INDICATOR);
  }

  @Override
  public void addShared(DataSetBuilder groups) {
    Geometry g = stack.geometry();
    double[] spacing = g.spacing();
    double step = stack.report().step();
    DataSetBuilder measures =
        DataSet.builder()
            .doubles(Tag.SLICE_THICKNESS, thickness())
            .doubles(Tag.PIXEL_SPACING, spacing[1], spacing[0]);
    if (stack.report().isUniform()) {
      measures.doubles(Tag.SPACING_BETWEEN_SLICES, step);
    }
    groups
        .items(Tag.PIXEL_MEASURES_SEQUENCE, measures.build())
        .items(
            Tag.PLANE_ORIENTATION_SEQUENCE,
            DataSet.builder()
                .doubles(Tag.IMAGE_ORIENTATION_PATIENT, Arrays.copyOf(g.direction(), 6))
                .build());
  }

  /** Of the source where it says so: slices may overlap or leave gaps. */
  private double thickness() {
    DataSet measures =
        new FunctionalGroups(first()).of(stack.sourceFrames().get(0), Tag.PIXEL_MEASURES_SEQUENCE);
    return new Tolerant(measures, new Findings())
        .positive(Tag.SLICE_THICKNESS)
        .orElse(stack.report().step());
  }

  @Override
  public void addTo(DataSetBuilder groups, DataSetBuilder frameContent, int frame) {
    groups.items(
        Tag.PLANE_POSITION_SEQUENCE,
        DataSet.builder()
            .doubles(Tag.IMAGE_POSITION_PATIENT, stack.places().get(frame).position())
            .build());
  }
}
