// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom;

import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.codec.Jpeg;
import io.github.medsam2.dicom.codec.JpegLossless;
import io.github.medsam2.dicom.codec.JpegLs;
import io.github.medsam2.dicom.codec.Pictures;
import io.github.medsam2.dicom.codec.RunLength;
import io.github.medsam2.dicom.codec.SampleStreams;
import io.github.medsam2.dicom.codec.Supervised;
import io.github.medsam2.dicom.codec.j2k.Jpeg2000;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.seg.SegFrame;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.dicom.seg.SegSamples;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged input ends within its time, in the library's own exception or in a result. */
class FuzzTest {
  private static final CodedImage PICTURE = Pictures.of(48, 40, 1, 12, 9);

  private enum Stream {
    RUN_LENGTH,
    JPEG_LOSSLESS,
    JPEG_LOSSLESS_COLOR,
    JPEG_LS,
    JPEG_DCT
  }

  @ParameterizedTest
  @EnumSource(Stream.class)
  void codestreams(Stream kind) {
    int count = Mutants.count();
    CodedImage color = Pictures.of(33, 20, 3, 8, 4);
    byte[][] planes = {new byte[1920], new byte[1920]};
    for (int i = 0; i < 1920; i++) {
      planes[0][i] = (byte) (PICTURE.samples()[i] >> 8);
      planes[1][i] = (byte) PICTURE.samples()[i];
    }
    switch (kind) {
      case RUN_LENGTH ->
          Mutants.feed(
              RunLength.encode(planes, 48), count, m -> within(() -> RunLength.decode(m, 2, 1920)));
      case JPEG_LOSSLESS -> jpeg(JpegLossless.encode(PICTURE, 4), PICTURE.shape(), count);
      case JPEG_LOSSLESS_COLOR -> jpeg(JpegLossless.encode(color, 1), color.shape(), count);
      case JPEG_LS -> jpeg(JpegLs.encode(PICTURE), PICTURE.shape(), count);
      case JPEG_DCT -> jpeg(SampleStreams.dctColor(), SampleStreams.DCT_SHAPE, count);
      default -> throw new AssertionError(kind);
    }
  }

  private static void jpeg(byte[] stream, FrameShape shape, int count) {
    Mutants.feed(stream, count, m -> within(() -> Jpeg.decode(m, shape)));
  }

  private static <T> void within(Supplier<T> decode) {
    Supervised.within("fuzzed", Duration.ofSeconds(2), decode);
  }

  /** The optional decoder is slow on damage, so it gets fewer mutants. */
  @Test
  void jpeg2000() {
    byte[] stream = SampleStreams.jpeg2000(PICTURE);
    Mutants.feed(
        stream,
        Mutants.count() / 4,
        m -> Jpeg2000.decode(m, PICTURE.shape(), Duration.ofSeconds(2)));
  }

  @Test
  void files() {
    byte[] plain = DicomWriter.explicit().toBytes(described().build());
    byte[] implicit = DicomWriter.of(TransferSyntax.IMPLICIT_LITTLE).toBytes(described().build());
    byte[] deflated = DicomWriter.of(TransferSyntax.DEFLATED).toBytes(described().build());
    byte[] frame = JpegLossless.encode(Pictures.of(8, 6, 1, 8, 1), 1);
    DataSet compressed =
        described()
            .remove(Tag.PIXEL_DATA)
            .element(Fragments.ofFrames(List.of(frame, frame, frame, frame)))
            .build();
    byte[] encapsulated = DicomWriter.of(TransferSyntax.JPEG_LOSSLESS_SV1).toBytes(compressed);
    for (byte[] file : List.of(plain, implicit, deflated, encapsulated)) {
      Mutants.feed(file, Mutants.count() / 4, FuzzTest::readAll);
    }
  }

  /** Tiles, and colours of a palette in segments. */
  @Test
  void slides() {
    byte[] line = {0, 1, 0, 1, (byte) 255, (byte) 255, 2, 1, 0, 0, 0, 0};
    DataSet slide =
        described()
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "PALETTE COLOR")
            .text(Tag.DIMENSION_ORGANIZATION_TYPE, "TILED_FULL")
            .ints(Tag.TOTAL_PIXEL_MATRIX_COLUMNS, 15)
            .ints(Tag.TOTAL_PIXEL_MATRIX_ROWS, 11)
            .ints(Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 257, 0, 8)
            .ints(Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 257, 0, 8)
            .ints(Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, 257, 0, 8)
            .bytes(Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA, Vr.OW, line)
            .bytes(Tag.SEGMENTED_GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA, Vr.OW, line)
            .bytes(Tag.SEGMENTED_BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA, Vr.OW, line)
            .build();
    Mutants.feed(
        DicomWriter.explicit().toBytes(slide),
        Mutants.count() / 4,
        m -> {
          try (DicomFile f = DicomFile.read(m)) {
            f.frames().tiles().ifPresent(t -> t.tile(t.count() - 1));
            f.cine().frames().frame(0);
          }
        });
  }

  @Test
  void segmentations() {
    for (byte[] file : SegSamples.files()) {
      Mutants.feed(file, Mutants.count() / 4, FuzzTest::readSegmentation);
    }
  }

  private static void readSegmentation(byte[] file) {
    try (DicomFile f = DicomFile.read(file)) {
      SegReader reader = f.segmentation();
      for (int segment : reader.segments().keySet()) {
        for (SegFrame frame : reader.frames()) {
          frame.sources().stream()
              .limit(2)
              .forEach(s -> reader.mask(segment, s.sopInstance(), s.frame()));
        }
        reader.volume(segment);
      }
    }
  }

  private static void readAll(byte[] file) {
    for (Strictness strictness : Strictness.values()) {
      try (DicomFile f = DicomFile.read(file, DicomLimits.defaults(), strictness)) {
        f.cine().findings();
        if (!f.cine().subtractions().isEmpty()) {
          f.cine().subtractedFrames().frame(f.frames().count() - 1);
        }
        f.cine().shutter().ifPresent(s -> s.open(f.frames().width(), f.frames().height()));
        for (int i = 0; i < Math.min(4, f.frames().count()); i++) {
          f.cine().frames().frame(i);
        }
        DicomFile.volumes(List.of(f)).forEach(s -> s.volume());
      } catch (DicomException expected) {
        // Lenient comes first: strict is tried on what it refuses, too.
        if (strictness == Strictness.STRICT) {
          throw expected;
        }
      }
    }
  }

  private static DataSetBuilder described() {
    DataSet item = DataSet.builder().text(Tag.CODE_VALUE, "1").build();
    return Objects.gray(8, 6, 4, 8, 8)
        .text(Tag.SPECIFIC_CHARACTER_SET, "ISO 2022 IR 6", "ISO 2022 IR 87")
        .items(Tag.ANATOMIC_REGION_SEQUENCE, item, item)
        .doubles(Tag.FRAME_TIME, 66)
        .doubles(Tag.POSITIONER_PRIMARY_ANGLE, 30)
        .doubles(Tag.POSITIONER_SECONDARY_ANGLE, 10)
        .doubles(Tag.IMAGER_PIXEL_SPACING, 0.3, 0.3)
        .doubles(Tag.WINDOW_CENTER, 100)
        .doubles(Tag.WINDOW_WIDTH, 90)
        .doubles(Tag.IMAGE_POSITION_PATIENT, 1, 2, 3)
        .doubles(Tag.IMAGE_ORIENTATION_PATIENT, 1, 0, 0, 0, 1, 0)
        .doubles(Tag.PIXEL_SPACING, 0.3, 0.3)
        .text(Tag.SHUTTER_SHAPE, "POLYGONAL")
        .ints(Tag.VERTICES_OF_THE_POLYGONAL_SHUTTER, 1, 1, 1, 5, 5, 5, 5, 1)
        .ints(Tag.PIXEL_PADDING_VALUE, 200)
        .ints(Tag.PIXEL_PADDING_RANGE_LIMIT, 255)
        .items(Tag.SEQUENCE_OF_ULTRASOUND_REGIONS, region())
        .items(Tag.MASK_SUBTRACTION_SEQUENCE, mask())
        .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[192]);
  }

  private static DataSet region() {
    return DataSet.builder()
        .ints(Tag.REGION_SPATIAL_FORMAT, 1)
        .ints(Tag.PHYSICAL_UNITS_X_DIRECTION, 3)
        .ints(Tag.PHYSICAL_UNITS_Y_DIRECTION, 3)
        .doubles(Tag.PHYSICAL_DELTA_X, 0.05)
        .doubles(Tag.PHYSICAL_DELTA_Y, 0.04)
        .build();
  }

  private static DataSet mask() {
    return DataSet.builder()
        .text(Tag.MASK_OPERATION, "AVG_SUB")
        .ints(Tag.MASK_FRAME_NUMBERS, 1, 2)
        .ints(Tag.APPLICABLE_FRAME_RANGE, 3, 4)
        .doubles(Tag.MASK_SUB_PIXEL_SHIFT, 1, 2)
        .build();
  }
}
