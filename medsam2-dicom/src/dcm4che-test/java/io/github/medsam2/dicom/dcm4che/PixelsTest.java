// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.dcm4che;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.JpegLossless;
import io.github.medsam2.dicom.codec.Pictures;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Located;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.BulkData;
import org.dcm4che3.data.Tag;
import org.dcm4che3.data.UID;
import org.dcm4che3.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cines that go from one library to the other, in memory and in a file. */
class PixelsTest {
  private static final int FRAMES = 5;

  @TempDir private Path folder;

  private static DataSet plain() {
    int[] samples = new int[48 * 40 * FRAMES];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = i * 37 & 0xfff;
    }
    return Objects.gray(48, 40, FRAMES, 16, 12)
        .bytes(io.github.medsam2.dicom.data.Tag.PIXEL_DATA, Vr.OW, Objects.words(samples))
        .build();
  }

  private static DataSet compressed() {
    List<byte[]> frames = new ArrayList<>();
    for (int f = 0; f < FRAMES; f++) {
      CodedImage picture = Pictures.of(48, 40, 1, 12, 3 + f);
      frames.add(JpegLossless.encode(picture, 1));
    }
    return Objects.gray(48, 40, FRAMES, 16, 12).element(Fragments.ofFrames(frames)).build();
  }

  private static void assertSameFrames(DicomFile one, DicomFile other) {
    assertThat(other.frames().count()).isEqualTo(one.frames().count());
    var expected = one.frames().range(0, one.frames().count()).toList();
    var actual = other.frames().range(0, one.frames().count()).parallel().toList();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i).pixels()).isEqualTo(expected.get(i).pixels());
    }
  }

  @Test
  void cinesInMemoryGoBothWays() throws IOException {
    for (TransferSyntax syntax :
        List.of(TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.JPEG_LOSSLESS_SV1)) {
      byte[] file =
          DicomWriter.of(syntax).toBytes(syntax.isEncapsulated() ? compressed() : plain());
      Attributes theirs = Streams.read(file);
      try (DicomFile ours = DicomFile.read(file);
          DicomFile adapted = Dcm4che.file(theirs, syntax.uid())) {
        assertSameFrames(ours, adapted);
        Attributes back = Dcm4che.attributes(ours.dataSet());
        assertThat(back).isEqualTo(theirs);
        assertThat(Dcm4che.attributes(adapted.dataSet())).isEqualTo(theirs);
        assertThat(Streams.write(back, syntax.uid()))
            .isEqualTo(Streams.write(theirs, syntax.uid()));
      }
    }
  }

  /** The file is named, not read: its length shows that no fragment went through memory. */
  @Test
  void cinesInAFileStayThere() throws IOException {
    for (TransferSyntax syntax :
        List.of(TransferSyntax.EXPLICIT_LITTLE, TransferSyntax.JPEG_LOSSLESS_SV1)) {
      Path file = folder.resolve(syntax.isEncapsulated() + " a+b%20.dcm");
      DicomWriter.of(syntax).write(file, syntax.isEncapsulated() ? compressed() : plain());
      Attributes theirs = Streams.open(file);
      try (DicomFile ours = DicomFile.open(file);
          DicomFile adapted = Dcm4che.file(theirs, syntax.uid())) {
        assertSameFrames(ours, adapted);
        assertThat(theirs.getValue(Tag.PixelData)).satisfies(PixelsTest::namesAFile);
        for (Attributes back :
            List.of(Dcm4che.attributes(ours.dataSet()), Dcm4che.attributes(adapted.dataSet()))) {
          assertThat(back.getValue(Tag.PixelData)).satisfies(PixelsTest::namesAFile);
          assertThat(Streams.write(back, syntax.uid()))
              .isEqualTo(Streams.write(theirs, syntax.uid()));
        }
      }
    }
  }

  private static void namesAFile(Object pixels) {
    Object value = pixels instanceof org.dcm4che3.data.Fragments f ? f.get(1) : pixels;
    assertThat(value).isInstanceOf(BulkData.class);
  }

  @Test
  void bigEndianPixelsAreTurned() throws IOException {
    Attributes little = Dcm4che.attributes(plain());
    Attributes turned = new Attributes(little, true);
    Path file = Files.write(folder.resolve("big"), Streams.write(turned, UID.ExplicitVRBigEndian));
    Attributes big = Streams.read(Files.readAllBytes(file));
    assertThat(big.bigEndian()).isTrue();
    try (DicomFile expected = DicomFile.of(plain(), TransferSyntax.EXPLICIT_LITTLE);
        DicomFile inMemory = Dcm4che.file(big, UID.ExplicitVRBigEndian);
        DicomFile inFile = Dcm4che.file(Streams.open(file), UID.ExplicitVRBigEndian);
        DicomFile opened = DicomFile.open(file)) {
      assertSameFrames(expected, inMemory);
      assertSameFrames(expected, inFile);
      Attributes back = Dcm4che.attributes(opened.dataSet());
      assertThat(back.getValue(Tag.PixelData)).isInstanceOf(BulkData.class);
      assertThat(back.getBytes(Tag.PixelData)).isEqualTo(little.getBytes(Tag.PixelData));
    }
  }

  @Test
  void fragmentsOfOddLengthKeepTheirPlaces() {
    byte[] frame = JpegLossless.encode(Pictures.of(48, 40, 1, 12, 3), 1);
    byte[] odd = frame.length % 2 == 1 ? frame : java.util.Arrays.copyOf(frame, frame.length + 1);
    Attributes a = Dcm4che.attributes(Objects.gray(48, 40, 2, 16, 12).build());
    org.dcm4che3.data.Fragments f = a.newFragments(Tag.PixelData, VR.OB, 3);
    int second = odd.length + 1 + 8;
    f.add(new byte[] {0, 0, 0, 0, (byte) second, (byte) (second >> 8), (byte) (second >> 16), 0});
    f.add(odd);
    f.add(odd);
    try (DicomFile file = Dcm4che.file(a, UID.JPEGLosslessSV1)) {
      assertThat(file.frames().findings()).isEmpty();
      assertThat(file.frames().frame(1).pixels()).isEqualTo(file.frames().frame(0).pixels());
    }
  }

  @Test
  void anEmptyOffsetTableIsNone() {
    Attributes a = Dcm4che.attributes(Objects.gray(48, 40, 1, 16, 12).build());
    org.dcm4che3.data.Fragments f = a.newFragments(Tag.PixelData, VR.OB, 3);
    f.add(new byte[0]);
    f.add(JpegLossless.encode(Pictures.of(48, 40, 1, 12, 3), 1));
    f.add(new byte[0]);
    try (DicomFile file = Dcm4che.file(a, UID.JPEGLosslessSV1)) {
      assertThat(file.frames().frame(0).width()).isEqualTo(48);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"phantom_IM1.dcm", "phantom_IM5.dcm", "wg04/XA1_JLSL.dcm"})
  void realFilesGoBothWays(String name) throws IOException {
    Path file = SharedData.require("data/dicom-xa/" + name);
    Attributes theirs = Streams.open(file);
    try (DicomFile ours = DicomFile.open(file);
        DicomFile adapted = Dcm4che.file(theirs, ours.transferSyntax().uid())) {
      assertThat(adapted.dataSet().size()).isEqualTo(ours.dataSet().size());
      assertThat(adapted.cine().geometry()).isEqualTo(ours.cine().geometry());
      assertThat(adapted.cine().spacing()).isEqualTo(ours.cine().spacing());
      int last = ours.frames().count() - 1;
      assertThat(adapted.frames().frame(last).pixels())
          .isEqualTo(ours.frames().frame(last).pixels());
      String syntax = ours.transferSyntax().uid();
      assertThat(Streams.write(Dcm4che.attributes(ours.dataSet()), syntax))
          .isEqualTo(Streams.write(theirs, syntax));
    }
  }

  @Test
  void longTextOfAnItemStaysInMemory() {
    Attributes item = new Attributes();
    item.setString(Tag.TextValue, VR.UT, "x".repeat(70_000));
    Attributes a = new Attributes();
    a.newSequence(Tag.AnatomicRegionSequence, 1).add(item);
    DataSet d = Dcm4che.dataSet(a).item(io.github.medsam2.dicom.data.Tag.ANATOMIC_REGION_SEQUENCE);
    assertThat(d.element(Tag.TextValue).orElseThrow()).isInstanceOf(Located.class);
    assertThat(d.wholeText(Tag.TextValue).orElseThrow()).hasSize(70_000);
  }
}
