// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.image.Mask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes images of made-up patients, and segmentations of them. */
final class Patients {
  static final int W = 12;
  static final int H = 9;
  static final String NAME = "Doe^Jane";

  static final Segment MID_LAD =
      Segment.anatomy("Vessel", CoronaryCodes.segment(13, "").orElseThrow());
  static final Segment STENOSIS =
      Segment.finding(
          "Stenosis", SegmentCodes.STENOSIS, CoronaryCodes.segment(13, "").orElseThrow());

  private Patients() {}

  private static DataSetBuilder identified(DataSetBuilder b, String patient, String instance) {
    return b.text(Tag.SOP_INSTANCE_UID, instance)
        .text(Tag.STUDY_INSTANCE_UID, "2.25.2" + patient.length())
        .text(Tag.SERIES_INSTANCE_UID, "2.25.3")
        .text(Tag.PATIENT_NAME, NAME)
        .text(Tag.PATIENT_ID, patient);
  }

  /** A cine seen from LAO 30, caudal 20, every pixel of frame f of value f. */
  static DataSet cine(Path file, String patient, String instance, int frames) {
    byte[] pixels = new byte[W * H * frames];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / (W * H));
    }
    DataSet d =
        identified(Objects.gray(W, H, frames, 8, 8), patient, instance)
            .text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "SINGLE PLANE")
            .doubles(Tag.POSITIONER_PRIMARY_ANGLE, 30)
            .doubles(Tag.POSITIONER_SECONDARY_ANGLE, -20)
            .bytes(Tag.PIXEL_DATA, Vr.OB, pixels)
            .build();
    DicomWriter.explicit().write(file, d);
    return d;
  }

  /** A slice of CT at a place, every pixel of the value of its number; water is 24. */
  static void slice(Path file, int number, double place) {
    byte[] pixels = new byte[2 * W * H];
    for (int i = 0; i < pixels.length; i += 2) {
      pixels[i] = (byte) number;
    }
    DataSet d =
        identified(Objects.gray(W, H, 1, 16, 12), "ct-patient", "2.25.40" + number)
            .remove(Tag.NUMBER_OF_FRAMES)
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
            .text(Tag.MODALITY, "CT")
            .text(Tag.FRAME_OF_REFERENCE_UID, "2.25.500")
            .doubles(Tag.SLICE_THICKNESS, 5)
            .doubles(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
            .doubles(Tag.IMAGE_POSITION_PATIENT, 0, 0, place)
            .doubles(Tag.PIXEL_SPACING, 0.5, 0.75)
            .doubles(Tag.RESCALE_INTERCEPT, -24)
            .doubles(Tag.RESCALE_SLOPE, 1)
            .bytes(Tag.PIXEL_DATA, Vr.OW, pixels)
            .build();
    DicomWriter.explicit().write(file, d);
  }

  static SegWriter segmentation(DataSet cine, Segment... segments) {
    return SegWriter.of(cine, SegForm.binary(), List.of(segments));
  }

  /** Opens slices for the time of writing a segmentation of their volume. */
  static void segmentSlices(Path file, List<Path> slices, List<Mask> masks) {
    List<DicomFile> open = new ArrayList<>();
    slices.forEach(s -> open.add(DicomFile.open(s)));
    SliceStack stack = DicomFile.volumes(open).get(0);
    SegWriter writer =
        SegWriter.of(
            stack, SegForm.binary(), List.of(Segment.anatomy("Liver", SegmentCodes.TISSUE)));
    for (int z = 0; z < masks.size(); z++) {
      writer.mask(1, z, masks.get(z));
    }
    writer.write(file);
    open.forEach(DicomFile::close);
  }

  static Mask mask(long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[W * H];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(3) == 0 ? 1 : 0);
    }
    return Mask.of(W, H, pixels);
  }
}
