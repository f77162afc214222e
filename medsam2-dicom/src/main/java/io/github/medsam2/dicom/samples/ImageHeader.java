// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.dicom.privacy.Pseudonyms;
import io.github.medsam2.dicom.volume.Place;
import java.nio.file.Path;

/**
 * What is kept of an image until a sample is asked for.
 *
 * @param group the pseudonym of its patient
 * @param space its frame of reference, empty for none
 * @param sliced whether its frames are slices with a place in the patient
 */
record ImageHeader(
    Path file,
    String sopInstance,
    String group,
    String space,
    int frames,
    int width,
    int height,
    boolean sliced) {

  /** Of an open object; refuses what has no pixels that can be read. */
  static ImageHeader of(Path file, DicomObject object, DicomLimits limits, Pseudonyms names) {
    DataSet d = object.dataSet();
    DicomFrames frames = DicomFrames.of(object, limits);
    FunctionalGroups groups = new FunctionalGroups(d);
    boolean sliced =
        frames.layout().photometric().isGray()
            && isPlaced(groups, 0)
            && isPlaced(groups, frames.count() - 1);
    return new ImageHeader(
        file,
        d.text(Tag.SOP_INSTANCE_UID).orElse(""),
        group(d, names),
        d.text(Tag.FRAME_OF_REFERENCE_UID).orElse(""),
        frames.count(),
        frames.width(),
        frames.height(),
        sliced);
  }

  private static boolean isPlaced(FunctionalGroups groups, int frame) {
    return Place.of(groups, frame, new Findings()).isPresent();
  }

  /** Without an id of the patient, a study is surely of one. */
  private static String group(DataSet d, Pseudonyms names) {
    return d.text(Tag.PATIENT_ID)
        .map(names::patient)
        .or(() -> d.text(Tag.STUDY_INSTANCE_UID).map(uid -> names.sample("study " + uid)))
        .orElseGet(() -> names.sample(d.text(Tag.SOP_INSTANCE_UID).orElse("")));
  }

  /** Its size; whose it is is not told. */
  @Override
  public String toString() {
    return "ImageHeader[" + frames + " of " + width + "x" + height + "]";
  }
}
