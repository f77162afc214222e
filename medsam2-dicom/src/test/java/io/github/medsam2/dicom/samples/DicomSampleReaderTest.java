// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Mutants;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.dicom.derived.SegmentCodes;
import io.github.medsam2.dicom.pixel.Voi;
import io.github.medsam2.dicom.seg.SegForm;
import io.github.medsam2.dicom.seg.SegWriter;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomSampleReaderTest {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  private final DicomSampleReader reader = DicomSampleReader.withKey(KEY);

  private DicomSamples read() {
    return reader.read(folder);
  }

  private Path at(String name) {
    return folder.resolve(name);
  }

  private static List<Integer> greys(Sample sample) {
    return sample.frames().stream().map(DicomSampleReaderTest::grey).toList();
  }

  private static int grey(Image image) {
    return image.pixels().get(0) & 0xff;
  }

  private static String words(SampleObject o) {
    return o.description().map(Description::render).orElse("");
  }

  @Test
  void masksComeBackOnTheFramesThatWereLookedAt() {
    DataSet cine = Patients.cine(at("a.dcm"), "p", "2.25.11", 8);
    SegWriter seg = Patients.segmentation(cine, Patients.MID_LAD, Patients.STENOSIS);
    for (int f = 2; f < 5; f++) {
      seg.mask(1, f, Patients.mask(f));
    }
    seg.mask(2, 3, Patients.mask(30)).mask(1, 5, Mask.empty(Patients.W, Patients.H));
    seg.write(at("b.dcm"));
    DicomSamples samples = read();
    assertThat(samples.skipped()).isEmpty();
    assertThat(samples.size()).isOne();
    Sample s = samples.get(0);
    assertThat(greys(s)).containsExactly(2, 3, 4, 5);
    Mask none = Mask.empty(Patients.W, Patients.H);
    assertThat(s.objects()).hasSize(2);
    assertThat(s.objects().get(0).masks())
        .containsExactly(Patients.mask(2), Patients.mask(3), Patients.mask(4), none);
    assertThat(s.objects().get(1).masks()).containsExactly(none, Patients.mask(30), none, none);
    assertThat(words(s.objects().get(0))).isEqualTo("CASS 13, LAO 30 CAUDAL 20");
    // A stenosis of a segment is not the segment.
    assertThat(words(s.objects().get(1))).isEqualTo("LAO 30 CAUDAL 20");
    assertThat(samples.get(0).objects()).isEqualTo(s.objects());
    assertThat(s.id()).isEqualTo(samples.id(0));
    assertThat(s.group()).isEqualTo(samples.group(0));
  }

  @Test
  void framesApartAreSamplesOfTheirOwn() {
    DataSet cine = Patients.cine(at("a.dcm"), "p", "2.25.11", 9);
    SegWriter seg = Patients.segmentation(cine, Patients.MID_LAD);
    for (int f : new int[] {1, 2, 6, 8}) {
      seg.mask(1, f, Patients.mask(f));
    }
    seg.write(at("b.dcm"));
    DicomSamples samples = read();
    assertThat(IntStream.range(0, samples.size()).mapToObj(i -> greys(samples.get(i))))
        .containsExactly(List.of(1, 2), List.of(6), List.of(8));
    assertThat(Set.of(samples.id(0), samples.id(1), samples.id(2))).hasSize(3);
    assertThat(samples.group(0)).isEqualTo(samples.group(2));
  }

  /** Others leave empty frames out and do not list what they looked at. */
  @Test
  void silenceIsNotEmptiness() {
    DataSet cine = Patients.cine(at("a.dcm"), "p", "2.25.11", 5);
    DataSet seg =
        Patients.segmentation(cine, Patients.MID_LAD)
            .mask(1, 1, Patients.mask(1))
            .mask(1, 3, Patients.mask(3))
            .build();
    DicomWriter.explicit()
        .write(at("b.dcm"), seg.toBuilder().remove(Tag.SOURCE_IMAGE_SEQUENCE).build());
    DicomSamples samples = read();
    assertThat(samples.size()).isEqualTo(2);
    assertThat(greys(samples.get(1))).containsExactly(3);
  }

  @Test
  void labelMapsAndFractionsAreReadAlike() {
    DataSet cine = Patients.cine(at("a.dcm"), "p", "2.25.11", 3);
    Mask left = Mask.of(Patients.W, Patients.H, half(0));
    Mask right = Mask.of(Patients.W, Patients.H, half(1));
    for (SegForm form : List.of(SegForm.fractional(), SegForm.labelmap(8))) {
      SegWriter.of(cine, form, List.of(Patients.MID_LAD, Patients.STENOSIS))
          .mask(1, 1, left)
          .mask(2, 1, right)
          .write(at("seg " + form.type()));
    }
    DicomSamples samples = read();
    assertThat(samples.size()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(samples.get(i).objects())
          .extracting(SampleObject::mask)
          .containsExactly(left, right);
    }
  }

  private static byte[] half(int which) {
    byte[] pixels = new byte[Patients.W * Patients.H];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % Patients.W / (Patients.W / 2) == which ? 1 : 0);
    }
    return pixels;
  }

  @Test
  void slicesAreInOrderOfTheirPlaces() {
    List<Path> slices = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      slices.add(at("s" + i));
      Patients.slice(slices.get(i), 50 + i, 10 - i);
    }
    List<Mask> masks = List.of(Patients.mask(1), Patients.mask(2), Patients.mask(3));
    Patients.segmentSlices(at("z"), slices, masks);
    DicomSamples samples = reader.window(new Voi.Window(0, 256, Voi.Function.LINEAR)).read(folder);
    assertThat(samples.size()).isOne();
    Sample s = samples.get(0);
    // Numbers fall with the place: the lowest slices are 54, 53, 52, less 24 of the intercept.
    assertThat(greys(s)).containsExactly(158, 157, 156);
    assertThat(s.objects().get(0).masks()).isEqualTo(masks);
    assertThat(samples.skipped()).extracting(Skipped::file).containsExactly(at("s0"), at("s1"));
  }

  /** Thick slices at small distances: a single one must not take its neighbours' masks. */
  @Test
  void aSliceAloneHasItsOwnMask() throws IOException {
    List<Path> slices = List.of(at("s0"), at("s1"), at("s2"));
    for (int i = 0; i < 3; i++) {
      Patients.slice(slices.get(i), 50 + i, i);
    }
    List<Mask> masks = List.of(Patients.mask(1), Patients.mask(2), Patients.mask(3));
    Patients.segmentSlices(at("z"), slices, masks);
    Files.delete(at("s0"));
    Files.delete(at("s2"));
    assertThat(read().get(0).objects().get(0).masks()).containsExactly(masks.get(1));
  }

  @Test
  void groupsArePatientsByKeyAndNothingTellsWho() {
    String[] patients = {"4711", "4711", "0815"};
    for (int i = 0; i < 3; i++) {
      DataSet cine = Patients.cine(at("c" + i), patients[i], "2.25.1" + i, 2);
      Patients.segmentation(cine, Patients.MID_LAD).mask(1, 0, Patients.mask(i)).write(at("s" + i));
    }
    DicomSamples samples = read();
    assertThat(samples.group(0)).isEqualTo(samples.group(1)).isNotEqualTo(samples.group(2));
    assertThat(read().group(2)).isEqualTo(samples.group(2));
    assertThat(read().id(2)).isEqualTo(samples.id(2));
    DicomSampleReader random = DicomSampleReader.withRandomKey();
    assertThat(random.read(folder).group(0))
        .isEqualTo(random.read(folder).group(1))
        .isNotEqualTo(samples.group(0));
    Set<String> said = new HashSet<>(Set.of(samples.toString()));
    for (int i = 0; i < 3; i++) {
      said.addAll(List.of(samples.id(i), samples.group(i), samples.get(i).toString()));
    }
    assertThat(said).noneMatch(t -> t.contains("4711") || t.contains("0815") || t.contains("2.25"));
  }

  @Test
  void whatIsNotUsedIsListedWithTheReason() throws IOException {
    Files.writeString(at("a.txt"), "not DICOM");
    DataSet cine = Patients.cine(at("b"), "0815", "2.25.11", 3);
    Patients.cine(at("c"), "0815", "2.25.11", 3);
    Patients.cine(at("d"), "0815", "2.25.12", 3);
    DataSet lost = Patients.cine(at("gone"), "0815", "2.25.13", 3);
    Files.delete(at("gone"));
    Patients.segmentation(lost, Patients.MID_LAD).mask(1, 0, Patients.mask(0)).write(at("e"));
    Patients.segmentation(cine, Patients.MID_LAD).mask(1, 0, Patients.mask(0)).write(at("f"));
    DicomSamples samples = read();
    assertThat(samples.size()).isOne();
    assertThat(samples.skipped())
        .extracting(Skipped::file)
        .containsExactly(at("a.txt"), at("c"), at("e"), at("d"));
    List<String> why = samples.skipped().stream().map(Skipped::toString).toList();
    assertThat(why.get(0)).contains("DICM");
    assertThat(why.get(1)).contains("same object");
    assertThat(why.get(2)).contains("images it refers to");
    assertThat(why.get(3)).contains("no segmentation");
    assertThat(why).noneMatch(t -> t.contains("0815") || t.contains("Jane") || t.contains("2.25"));
  }

  @Test
  void aPictureOfAnotherSizeIsNotPairedWithIt() {
    DataSet cine = Patients.cine(at("a"), "p", "2.25.11", 2);
    DataSet larger = cine.toBuilder().ints(Tag.ROWS, Patients.H * 2).build();
    Patients.segmentation(larger, Patients.MID_LAD)
        .mask(1, 0, Mask.empty(Patients.W, Patients.H * 2).union(full(Patients.H * 2)))
        .write(at("b"));
    assertThat(read().size()).isZero();
    assertThat(read().skipped()).hasSize(2);
  }

  private static Mask full(int height) {
    byte[] ones = new byte[Patients.W * height];
    Arrays.fill(ones, (byte) 1);
    return Mask.of(Patients.W, height, ones);
  }

  @Test
  void filesThatChangeMeanwhileAreRefused() {
    DataSet cine = Patients.cine(at("a"), "p", "2.25.11", 2);
    Patients.segmentation(cine, Patients.MID_LAD).mask(1, 0, Patients.mask(0)).write(at("b"));
    DicomSamples samples = read();
    Patients.cine(at("a"), "p", "2.25.99", 2);
    assertThatThrownBy(() -> samples.get(0)).isInstanceOf(MedSam2Exception.class);
  }

  @Test
  void segmentsAreCalledByCodeThenByLabel() {
    Segment byRegion =
        Segment.anatomy("x", SegmentCodes.CORONARY_ARTERY)
            .in(CoronaryCodes.segment(18, "").orElseThrow());
    assertThat(SegmentWords.of(byRegion).map(CoronaryPrompt::render)).contains("CASS 18");
    Segment artery = Segment.anatomy("CASS 2", CoronaryCodes.RIGHT);
    assertThat(SegmentWords.of(artery).map(CoronaryPrompt::render)).contains("RCA");
    Segment label = Segment.anatomy("CASS seg 13, RAO 30", SegmentCodes.CORONARY_ARTERY);
    assertThat(SegmentWords.of(label).map(CoronaryPrompt::render)).contains("CASS 13");
    assertThat(SegmentWords.of(Segment.anatomy("Liver", SegmentCodes.TISSUE))).isEmpty();
    Segment stent =
        Segment.of("LAD", SegmentCodes.PHYSICAL_OBJECT, SegmentCodes.STENT)
            .in(CoronaryCodes.LEFT_ANTERIOR_DESCENDING);
    assertThat(SegmentWords.of(stent)).isEmpty();
  }

  @Test
  void otherWordsGetTheViewToo() {
    DataSet cine = Patients.cine(at("a"), "p", "2.25.11", 2);
    Patients.segmentation(cine, Patients.MID_LAD).mask(1, 0, Patients.mask(0)).write(at("b"));
    DicomSamples samples =
        reader.words(s -> Optional.of(CoronaryPrompt.parse("SYNTAX 7"))).read(folder);
    assertThat(words(samples.get(0).objects().get(0))).isEqualTo("SYNTAX 7, LAO 30 CAUDAL 20");
  }

  /** Every file is used or listed, whatever it is like. */
  @Test
  void damagedFilesAreListedOrRefused() throws IOException {
    List<Path> files = List.of(at("s0"), at("s1"), at("a"), at("y"), at("z"));
    Patients.slice(files.get(0), 50, 0);
    Patients.slice(files.get(1), 51, 2);
    DataSet cine = Patients.cine(files.get(2), "p", "2.25.11", 3);
    Patients.segmentation(cine, Patients.MID_LAD).mask(1, 1, Patients.mask(1)).write(at("y"));
    Patients.segmentSlices(
        at("z"), files.subList(0, 2), List.of(Patients.mask(1), Patients.mask(2)));
    for (Path damaged : files.subList(1, 5)) {
      byte[] whole = Files.readAllBytes(damaged);
      Mutants.feed(whole, Mutants.count() / 60, bytes -> readDamaged(damaged, bytes));
      Files.write(damaged, whole);
    }
    assertThat(read().size()).isEqualTo(2);
  }

  private void readDamaged(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DicomSamples samples = read();
    assertThat(samples.size() + samples.skipped().size()).isPositive();
    for (int i = 0; i < samples.size(); i++) {
      try {
        assertThat(samples.get(i).objects()).isNotEmpty();
      } catch (MedSam2Exception refused) {
        assertThat(refused.getMessage()).doesNotContain(Patients.NAME);
      }
    }
  }

  @Test
  void realFilesWithoutTheirOtherHalfAreListed() {
    Path cine = SharedData.require("data/dicom-xa/phantom_IM1.dcm");
    Path seg = SharedData.require("data/ct/seg_image_ct_binary.dcm");
    DicomSamples samples = reader.read(List.of(cine, seg));
    assertThat(samples.size()).isZero();
    assertThat(samples.skipped()).extracting(Skipped::file).containsExactly(seg, cine);
    assertThat(samples.skipped().get(0).reason()).contains("images it refers to");
  }

  @Test
  void aRealCineWithASegmentationIsASample() {
    Path cine = SharedData.require("data/dicom-xa/phantom_IM1.dcm");
    Path seg = at("seg");
    try (var file = DicomFile.open(cine)) {
      byte[] dot = new byte[file.frames().width() * file.frames().height()];
      dot[dot.length / 2] = 1;
      Mask mask = Mask.of(file.frames().width(), file.frames().height(), dot);
      file.segment(SegForm.binary(), Patients.MID_LAD).mask(1, 1, mask).write(seg);
      Sample s = reader.read(List.of(seg, cine)).get(0);
      assertThat(s.image().pixels()).isEqualTo(file.cine().frames().frame(1).pixels());
      assertThat(s.objects().get(0).mask()).isEqualTo(mask);
    }
  }
}
