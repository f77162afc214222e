// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Mutants;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.Validator;
import io.github.medsam2.dicom.codec.JpegLossless;
import io.github.medsam2.dicom.codec.Pictures;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.data.Value;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.xa.CineWriter;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private static final byte[] KEY = "sixteen or more bytes".getBytes(StandardCharsets.US_ASCII);
  private static final Redactor REDACTOR = Redactor.withKey(KEY);

  private record Masked(byte[] bytes, Redaction report) {
    DataSet dataSet() {
      return DicomFile.read(bytes, DicomLimits.defaults(), Strictness.STRICT).dataSet();
    }
  }

  private static Masked mask(Redactor redactor, byte[] file) {
    try (DicomFile source = DicomFile.read(file)) {
      Path target = Files.createTempFile("masked", ".dcm");
      try {
        Redaction report = source.writeRedacted(redactor, target);
        return new Masked(Files.readAllBytes(target), report);
      } finally {
        Files.delete(target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataSetBuilder image() {
    return Objects.gray(4, 3, 1, 8, 8)
        .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
        .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  }

  @Property(tries = 30)
  void nothingPlantedIsInTheBytesWritten(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int depth, @ForAll boolean implicit) {
    Planted planted = new Planted(seed);
    DataSet object = planted.into(image(), depth);
    TransferSyntax syntax =
        implicit ? TransferSyntax.IMPLICIT_LITTLE : TransferSyntax.EXPLICIT_LITTLE;
    byte[] file = DicomWriter.of(syntax).toBytes(object);
    Masked masked = mask(REDACTOR, file);
    String before = new String(file, StandardCharsets.ISO_8859_1);
    String after = new String(masked.bytes, StandardCharsets.ISO_8859_1);
    assertThat(planted.foundIn(before)).hasSize(planted.count());
    assertThat(planted.foundIn(after)).isEmpty();
    assertThat(planted.foundIn(masked.report.toString())).isEmpty();
    DataSet d = masked.dataSet();
    assertThat(d.text(Tag.PATIENT_IDENTITY_REMOVED)).contains("YES");
    assertThat(d.text(Tag.PATIENT_ID).orElseThrow()).startsWith("P").hasSize(17);
    assertThat(d.value(Tag.PIXEL_DATA.number()).orElseThrow().bytes()).hasSize(12);
  }

  @Test
  void saysWhatItDidAndWhatItLeft() {
    byte[] file =
        DicomWriter.explicit()
            .toBytes(
                image()
                    .text(Tag.PATIENT_NAME, "Doe^Jane")
                    .text(Tag.IMAGE_COMMENTS, "call her")
                    .text(Tag.STUDY_DATE, "20240102")
                    .element(Value.of(0x0019_1001, Vr.LO, new byte[] {'x', 'y'}))
                    .build());
    Masked masked = mask(REDACTOR, file);
    assertThat(masked.report.changes())
        .contains(
            new Redaction.Change(Tag.IMAGE_COMMENTS.number(), Treatment.REMOVED, 1),
            new Redaction.Change(Tag.STUDY_DATE.number(), Treatment.EMPTIED, 1),
            new Redaction.Change(0x0019_1001, Treatment.REMOVED, 1),
            new Redaction.Change(Tag.SOP_INSTANCE_UID.number(), Treatment.PSEUDONYMISED, 1));
    assertThat(masked.report.left()).anyMatch(s -> s.contains("burned in"));
    DataSet codes = masked.dataSet().item(Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE);
    assertThat(codes.text(Tag.CODE_VALUE)).contains("113100");
  }

  @Test
  void oneKeyKeepsReferencesAndPatients() {
    byte[] image = DicomWriter.explicit().toBytes(image().text(Tag.PATIENT_ID, "7").build());
    DataSet reference =
        DataSet.builder()
            .text(Tag.REFERENCED_SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.12.1")
            .text(Tag.REFERENCED_SOP_INSTANCE_UID, "2.25.7")
            .build();
    byte[] other =
        DicomWriter.explicit()
            .toBytes(
                image()
                    .text(Tag.PATIENT_ID, "7")
                    .text(Tag.SOP_INSTANCE_UID, "2.25.8")
                    .items(Tag.SOURCE_IMAGE_SEQUENCE, reference)
                    .build());
    DataSet first = mask(REDACTOR, image).dataSet();
    DataSet second = mask(REDACTOR, other).dataSet();
    String uid = first.text(Tag.SOP_INSTANCE_UID).orElseThrow();
    assertThat(uid).startsWith("2.25.").isNotEqualTo("2.25.7").hasSizeLessThanOrEqualTo(64);
    DataSet source = second.item(Tag.SOURCE_IMAGE_SEQUENCE);
    assertThat(source.text(Tag.REFERENCED_SOP_INSTANCE_UID)).contains(uid);
    assertThat(source.text(Tag.REFERENCED_SOP_CLASS_UID)).contains("1.2.840.10008.5.1.4.1.1.12.1");
    assertThat(second.text(Tag.PATIENT_ID)).isEqualTo(first.text(Tag.PATIENT_ID));
    DataSet third = mask(Redactor.withRandomKey(), image).dataSet();
    assertThat(third.text(Tag.SOP_INSTANCE_UID)).isNotEqualTo(first.text(Tag.SOP_INSTANCE_UID));
    assertThat(third.text(Tag.PATIENT_ID)).isNotEqualTo(first.text(Tag.PATIENT_ID));
  }

  @Test
  void shiftedDatesKeepTheirDistance() {
    byte[] file =
        DicomWriter.explicit()
            .toBytes(
                image()
                    .text(Tag.PATIENT_ID, "7")
                    .text(Tag.STUDY_DATE, "20240301")
                    .text(Tag.CONTENT_DATE, "20240229")
                    .text(Tag.STUDY_TIME, "101500")
                    .text(Tag.ACQUISITION_DATE_TIME, "20240301101501.5+0100")
                    .text(Tag.SERIES_DATE, "March")
                    .build());
    DataSet d = mask(REDACTOR.shiftingDates(), file).dataSet();
    LocalDate study = LocalDate.parse(date(d, Tag.STUDY_DATE));
    assertThat(study).isBefore("2024-03-01").isAfterOrEqualTo("2014-03-04");
    assertThat(LocalDate.parse(date(d, Tag.CONTENT_DATE)).plusDays(1)).isEqualTo(study);
    assertThat(d.text(Tag.STUDY_TIME)).contains("101500");
    assertThat(d.text(Tag.ACQUISITION_DATE_TIME).orElseThrow())
        .isEqualTo(d.text(Tag.STUDY_DATE).orElseThrow() + "101501.5+0100");
    assertThat(d.element(Tag.SERIES_DATE)).isEmpty();
    assertThat(d.text(Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED)).contains("MODIFIED");
  }

  private static String date(DataSet d, Tag tag) {
    String v = d.text(tag).orElseThrow();
    return v.substring(0, 4) + "-" + v.substring(4, 6) + "-" + v.substring(6);
  }

  @Test
  void blanksRectanglesOfCompressedFrames() {
    byte[] first = JpegLossless.encode(Pictures.of(20, 16, 1, 12, 1), 1);
    byte[] second = JpegLossless.encode(Pictures.of(20, 16, 1, 12, 2), 1);
    DataSet object =
        Objects.gray(20, 16, 2, 16, 12)
            .text(Tag.BURNED_IN_ANNOTATION, "YES")
            .element(Fragments.ofFrames(List.of(first, second)))
            .build();
    byte[] file = DicomWriter.of(TransferSyntax.JPEG_LOSSLESS_SV1).toBytes(object);
    assertThatThrownBy(() -> mask(REDACTOR, file)).isInstanceOf(InvalidInputException.class);
    Masked kept = mask(REDACTOR.keepingBurnedIn(), file);
    assertThat(kept.report.left()).anyMatch(s -> s.contains("codestreams"));
    Masked masked = mask(REDACTOR.blanking(new Bounds(2, 3, 5, 4), new Bounds(19, 15, 1, 1)), file);
    try (DicomFile before = DicomFile.read(file);
        DicomFile after = DicomFile.read(masked.bytes)) {
      assertThat(after.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_LITTLE);
      for (int f = 0; f < 2; f++) {
        Image old = before.frames().frame(f);
        Image now = after.frames().frame(f);
        for (int y = 0; y < 16; y++) {
          for (int x = 0; x < 20; x++) {
            boolean blank = (x >= 2 && x < 7 && y >= 3 && y < 7) || (x == 19 && y == 15);
            assertThat(now.value(x, y, 0)).isEqualTo(blank ? 0 : old.value(x, y, 0));
          }
        }
      }
    }
    assertThatThrownBy(() -> mask(REDACTOR.blanking(new Bounds(19, 15, 2, 1)), file))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void blackIsBlackInColorSignedAndInvertedImages() {
    Redactor corner = REDACTOR.blanking(new Bounds(0, 0, 1, 1));
    byte[] rgb = {9, 8, 7, 6, 5, 4};
    DataSet color = Objects.color(2, 1, "RGB").bytes(Tag.PIXEL_DATA, Vr.OB, rgb).build();
    byte[] masked = mask(corner, DicomWriter.explicit().toBytes(color)).bytes;
    assertThat(pixels(masked)).containsExactly(0, 0, 0, 6, 5, 4);
    DataSetBuilder gray =
        Objects.gray(2, 1, 1, 16, 12).bytes(Tag.PIXEL_DATA, Vr.OW, Objects.words(5, 6));
    DataSet inverted = gray.text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1").build();
    assertThat(pixels(mask(corner, DicomWriter.explicit().toBytes(inverted)).bytes))
        .isEqualTo(Objects.words(4095, 6));
    DataSet signed =
        gray.text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
            .ints(Tag.PIXEL_REPRESENTATION, 1)
            .bytes(Tag.PIXEL_DATA, Vr.OW, Objects.words(5, -6))
            .build();
    assertThat(pixels(mask(corner, DicomWriter.explicit().toBytes(signed)).bytes))
        .isEqualTo(Objects.words(-2048, -6));
  }

  private static byte[] pixels(byte[] file) {
    try (DicomFile f = DicomFile.read(file)) {
      return f.dataSet().value(Tag.PIXEL_DATA.number()).orElseThrow().bytes();
    }
  }

  @Test
  void overlaysHiddenAboveTheStoredBitsGo() {
    DataSet d =
        Objects.gray(2, 1, 1, 16, 12)
            .element(Value.of(0x6000_0102, Vr.US, new byte[] {12, 0}))
            .bytes(Tag.PIXEL_DATA, Vr.OW, Objects.words(0x1005, 0xf006))
            .build();
    Masked masked = mask(REDACTOR, DicomWriter.explicit().toBytes(d));
    assertThat(pixels(masked.bytes)).isEqualTo(Objects.words(5, 6));
    assertThat(masked.dataSet().element(0x6000_0102)).isEmpty();
  }

  @Test
  void aMaskedCineIsStillValid() {
    FrameSource frames =
        FrameSource.of(List.of(Image.gray8(4, 4, new byte[16]), Image.gray8(4, 4, new byte[16])));
    DataSet patient =
        DataSet.builder().text(Tag.PATIENT_NAME, "A^B").text(Tag.PATIENT_ID, "1").build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CineWriter.xa(frames, 40).with(patient).write(out);
    Validator.DCIODVFY.accepts(mask(REDACTOR, out.toByteArray()).bytes);
    Validator.DCIODVFY.accepts(mask(REDACTOR.shiftingDates(), out.toByteArray()).bytes);
  }

  @Test
  void textInPlaceOfNumbersAndCodesGoes() {
    byte[] name = {'S', 'm', 'i', 't', 'h', ' '};
    byte[] file =
        DicomWriter.explicit()
            .toBytes(
                image()
                    .bytes(Tag.SMALLEST_IMAGE_PIXEL_VALUE, Vr.LO, name)
                    .bytes(Tag.BODY_PART_EXAMINED, Vr.PN, name)
                    .bytes(Tag.PHYSICAL_DELTA_X, Vr.UN, name)
                    .bytes(Tag.FRAME_TIME, Vr.UN, new byte[] {'4', '0'})
                    .build());
    Masked masked = mask(REDACTOR, file);
    assertThat(new String(masked.bytes, StandardCharsets.ISO_8859_1)).doesNotContain("Smith");
    assertThat(masked.dataSet().number(Tag.FRAME_TIME)).hasValue(40);
  }

  /** Each writes a file to the disk, so there are fewer of them. */
  @Test
  void damagedFilesAreMaskedOrRefused() {
    DataSet object = new Planted(1).into(image(), 1);
    byte[] file = DicomWriter.explicit().toBytes(object);
    Redactor thorough = REDACTOR.shiftingDates().blanking(new Bounds(1, 1, 2, 2));
    Mutants.feed(file, Mutants.count() / 10, m -> mask(thorough, m));
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> Redactor.withKey(new byte[15]))
        .isInstanceOf(InvalidInputException.class);
  }

  /** A miss would let a name through: whatever is not a plain no counts. */
  @Test
  void burnedInTextIsFoundHoweverItIsSpelt() {
    for (String said :
        List.of("YES", "yes", "Yes", "YES\0", " y e s", "Y", "TRUE", "NO\\YES", "?")) {
      byte[] file = burned(Tag.BURNED_IN_ANNOTATION, said);
      assertThatThrownBy(() -> mask(REDACTOR, file))
          .as(said)
          .isInstanceOf(InvalidInputException.class);
    }
    for (String said : List.of("NO", "no", "No ", "")) {
      assertThat(mask(REDACTOR, burned(Tag.BURNED_IN_ANNOTATION, said)).bytes).isNotEmpty();
    }
  }

  @Test
  void recognisableFeaturesAreKeptOnlyKnowingly() {
    byte[] file = burned(Tag.RECOGNIZABLE_VISUAL_FEATURES, "yes");
    assertThatThrownBy(() -> mask(REDACTOR.keepingBurnedIn(), file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("RECOGNIZABLE");
    assertThat(mask(REDACTOR.keepingVisualFeatures(), file).bytes).isNotEmpty();
  }

  private static byte[] burned(Tag tag, String said) {
    DataSet object =
        Objects.gray(2, 2, 1, 8, 8)
            .bytes(tag, Vr.CS, said.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[4])
            .build();
    return DicomWriter.explicit().toBytes(object);
  }
}
