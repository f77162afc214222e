// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.derived.Creation;
import io.github.medsam2.dicom.derived.Equipment;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.derived.UidGenerator;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.image.Mask;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sources to segment, and masks. */
final class SegFixtures {
  static final Segment VESSEL =
      Segment.anatomy("Proximal LAD", CoronaryCodes.segment(12, "").orElseThrow())
          .tracked("lad", "2.25.77")
          .colored(CieLab.ofStored(CieLab.ofRgb(220, 40, 40).stored()));
  static final Segment STENOSIS =
      Segment.finding("Stenosis", SegmentCodes.STENOSIS, CoronaryCodes.LEFT_ANTERIOR_DESCENDING);
  static final Segment CATHETER =
      Segment.of("Catheter", SegmentCodes.PHYSICAL_OBJECT, SegmentCodes.CATHETER)
          .by(Algorithm.manual());
  static final List<Segment> THREE = List.of(VESSEL, STENOSIS, CATHETER);

  private SegFixtures() {}

  static Creation creation() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    return new Creation(clock, UidGenerator.seeded(5), Equipment.library());
  }

  /** An angiographic cine with pixels. */
  static DataSet cine(int width, int height, int frames) {
    byte[] pixels = new byte[width * height * frames];
    new Random(1).nextBytes(pixels);
    return identified(Objects.gray(width, height, frames, 8, 8), "2.25.100")
        .text(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "SINGLE PLANE")
        .bytes(Tag.PIXEL_DATA, Vr.OB, pixels)
        .build();
  }

  private static DataSetBuilder identified(DataSetBuilder b, String instance) {
    return b.text(Tag.SOP_INSTANCE_UID, instance)
        .text(Tag.STUDY_INSTANCE_UID, "2.25.200")
        .text(Tag.SERIES_INSTANCE_UID, "2.25.300")
        .text(Tag.PATIENT_NAME, "Test^Phantom")
        .text(Tag.PATIENT_ID, "P1")
        .text(Tag.STUDY_ID, "1")
        .text(Tag.STUDY_DATE, "20260101")
        .text(Tag.STUDY_TIME, "120000");
  }

  /** A stack of oblique slices at places along the normal, mm, each aside of the one before. */
  static SliceStack stack(int width, int height, double aside, double... places) {
    List<DicomFile> files = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      DataSet d =
          identified(Objects.gray(width, height, 1, 16, 12), "2.25.40" + i)
              .remove(Tag.NUMBER_OF_FRAMES)
              .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
              .text(Tag.MODALITY, "CT")
              .text(Tag.FRAME_OF_REFERENCE_UID, "2.25.500")
              .doubles(Tag.SLICE_THICKNESS, 4)
              // Rows along y, columns along -z: the normal is -x.
              .doubles(Tag.IMAGE_ORIENTATION_PATIENT, 0, 1, 0, 0, 0, -1)
              .doubles(Tag.IMAGE_POSITION_PATIENT, 100 - places[i], -20 + aside * i, 30)
              .doubles(Tag.PIXEL_SPACING, 0.5, 0.75)
              .bytes(Tag.PIXEL_DATA, Vr.OW, new byte[2 * width * height])
              .build();
      files.add(DicomFile.read(DicomWriter.explicit().toBytes(d)));
    }
    return DicomFile.volumes(files).get(0);
  }

  static Mask random(int width, int height, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(3) == 0 ? 1 : 0);
    }
    return Mask.of(width, height, pixels);
  }

  /** A filled circle. */
  static Mask disc(int width, int height, double cx, double cy, double radius) {
    byte[] pixels = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = (byte) (Math.hypot(x - cx, y - cy) <= radius ? 1 : 0);
      }
    }
    return Mask.of(width, height, pixels);
  }

  static DicomObject open(SegForm form, DataSet segmentation) {
    return new DicomParser(DicomLimits.defaults(), Strictness.STRICT)
        .read(form.writer().toBytes(segmentation));
  }

  static SegReader read(SegForm form, DataSet segmentation) {
    return SegReader.of(open(form, segmentation), DicomLimits.defaults());
  }
}
