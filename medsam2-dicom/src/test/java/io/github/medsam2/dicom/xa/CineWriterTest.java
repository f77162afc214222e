// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Validator;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CineWriterTest {

  private enum Syntax {
    EXPLICIT(TransferSyntax.EXPLICIT_LITTLE),
    RLE(TransferSyntax.RLE),
    JPEG(TransferSyntax.JPEG_LOSSLESS_SV1);

    private final TransferSyntax uid;

    Syntax(TransferSyntax uid) {
      this.uid = uid;
    }
  }

  /** Noise over all stored values, told of every frame it is asked for. */
  private record Noise(int count, int width, int height, int bits, int channels, IntConsumer asked)
      implements FrameSource {
    @Override
    public Image frame(int index) {
      asked.accept(index);
      Random random = new Random(index * 31L + bits);
      if (bits > 8) {
        short[] samples = new short[width * height];
        for (int i = 0; i < samples.length; i++) {
          samples[i] = (short) random.nextInt(1 << bits);
        }
        return Image.gray16(width, height, samples);
      }
      byte[] samples = new byte[width * height * channels];
      random.nextBytes(samples);
      return channels == 3
          ? Image.rgb8(width, height, samples)
          : Image.gray8(width, height, samples);
    }
  }

  private static Noise noise(int count, int width, int height, int bits, int channels) {
    return new Noise(count, width, height, bits, channels, i -> {});
  }

  private static byte[] bytes(CineWriter writer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out);
    return out.toByteArray();
  }

  private static CineClip read(byte[] file) {
    DicomParser strict = new DicomParser(DicomLimits.defaults(), Strictness.STRICT);
    return CineClip.of(strict.read(file), DicomLimits.defaults());
  }

  @Property(tries = 120)
  void comesBackAsItWas(
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll @IntRange(min = 1, max = 21) int width,
      @ForAll @IntRange(min = 1, max = 17) int height,
      @ForAll @IntRange(min = 0, max = 3) int depth,
      @ForAll Syntax syntax,
      @ForAll long seed) {
    Random random = new Random(seed);
    int bits = new int[] {8, 10, 12, 16}[depth];
    Noise frames = noise(count, width, height, bits, 1);
    List<ViewAngle> views = views(random, count);
    double[] times = times(random, count);
    PixelSpacing spacing =
        new PixelSpacing(
            0.1 + random.nextDouble(),
            0.1 + random.nextDouble(),
            random.nextBoolean() ? SpacingSource.PATIENT : SpacingSource.PATIENT_UNSPECIFIED);
    double sod = 600 + 200 * random.nextDouble();
    XaGeometry geometry =
        new XaGeometry(
            views, OptionalDouble.of(1000), OptionalDouble.of(sod), OptionalDouble.empty());
    int beat = random.nextInt(count);
    CineClip clip =
        read(
            bytes(
                CineWriter.xa(frames, 66)
                    .bitsStored(bits)
                    .syntax(syntax.uid)
                    .frameTimes(times)
                    .geometry(geometry)
                    .spacing(spacing)
                    .rWaves(beat)));
    samePixels(clip, frames);
    assertThat(clip.findings()).isEmpty();
    for (int i = 0; i < count; i++) {
      ViewAngle view = clip.geometry().view(i).orElseThrow();
      assertThat(view.primary()).isCloseTo(views.get(i).primary(), within(1e-9));
      assertThat(view.secondary()).isCloseTo(views.get(i).secondary(), within(1e-9));
    }
    assertThat(clip.geometry().magnification().orElseThrow()).isCloseTo(1000 / sod, within(1e-9));
    assertThat(clip.frameTimes()).containsExactly(times, within(1e-6));
    assertThat(clip.timeSource()).isEqualTo(CineClip.TimeSource.FRAME_TIME_VECTOR);
    PixelSpacing found = clip.spacing().orElseThrow();
    assertThat(found.source()).isEqualTo(spacing.source());
    assertThat(found.row()).isCloseTo(spacing.row(), within(1e-9));
    assertThat(found.column()).isCloseTo(spacing.column(), within(1e-9));
    assertThat(clip.rWaves()).containsExactly(beat);
  }

  private static void samePixels(CineClip clip, FrameSource frames) {
    assertThat(clip.storedFrames().count()).isEqualTo(frames.count());
    for (int i = 0; i < frames.count(); i++) {
      assertThat(clip.storedFrames().frame(i).pixels()).isEqualTo(frames.frame(i).pixels());
    }
  }

  private static List<ViewAngle> views(Random random, int count) {
    boolean still = random.nextInt(4) == 0;
    List<ViewAngle> views = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean same = still && i > 0;
      views.add(
          same
              ? views.get(0)
              : ViewAngle.of(360 * random.nextDouble() - 180, 180 * random.nextDouble() - 90));
    }
    return views;
  }

  private static double[] times(Random random, int count) {
    double[] times = new double[count];
    times[0] = 5 * random.nextDouble();
    for (int i = 1; i < count; i++) {
      times[i] = times[i - 1] + 100 * random.nextDouble();
    }
    return times;
  }

  @ParameterizedTest
  @EnumSource(Syntax.class)
  void ultrasoundComesBackInColorAndGray(Syntax syntax) {
    for (int channels : new int[] {1, 3}) {
      Noise frames = noise(3, 13, 9, 8, channels);
      byte[] file =
          bytes(
              CineWriter.ultrasound(frames, 33)
                  .syntax(syntax.uid)
                  .spacing(new PixelSpacing(0.4, 0.3, SpacingSource.ULTRASOUND_REGION)));
      CineClip clip = read(file);
      samePixels(clip, frames);
      assertThat(clip.frameTimes()).containsExactly(0, 33, 66);
      assertThat(clip.spacing().orElseThrow().source()).isEqualTo(SpacingSource.ULTRASOUND_REGION);
      assertThat(clip.spacing().orElseThrow().row()).isCloseTo(0.4, within(1e-12));
    }
  }

  private static CineWriter full(Syntax syntax, int bits) {
    List<ViewAngle> views = List.of(ViewAngle.of(-30, 20), ViewAngle.of(-28, 21.5));
    OptionalDouble none = OptionalDouble.empty();
    return CineWriter.xa(noise(2, 16, 12, bits, 1), 66.7)
        .bitsStored(bits)
        .syntax(syntax.uid)
        .geometry(new XaGeometry(views, OptionalDouble.of(1000), OptionalDouble.of(750), none))
        .spacing(new PixelSpacing(0.3, 0.3, SpacingSource.DETECTOR))
        .spacing(new PixelSpacing(0.2, 0.2, SpacingSource.USER_CALIBRATED))
        .intensity(PixelIntensity.LOG)
        .shutter(Shutter.circular(6, 8, 5))
        .subtraction(new MaskSubtraction(1, 1, List.of(0), 0, false, 1, -0.5))
        .rWaves(0, 1);
  }

  @ParameterizedTest
  @EnumSource(Syntax.class)
  void validatesWithEveryAttribute(Syntax syntax) {
    Validator.DCIODVFY.accepts(bytes(full(syntax, 8)));
    Validator.DCIODVFY.accepts(bytes(full(syntax, 12)));
    Noise color = noise(2, 16, 12, 8, 3);
    Validator.DCIODVFY.accepts(bytes(CineWriter.ultrasound(color, 33).syntax(syntax.uid)));
  }

  @Test
  void validatesBare() {
    Validator.DCIODVFY.accepts(bytes(CineWriter.xa(noise(1, 4, 4, 8, 1), 40)));
    Validator.DCIODVFY.accepts(bytes(CineWriter.ultrasound(noise(1, 4, 4, 8, 1), 40)));
  }

  @Test
  void shutterAndSubtractionComeBack() {
    CineClip clip = read(bytes(full(Syntax.EXPLICIT, 10)));
    assertThat(clip.subtractions())
        .containsExactly(new MaskSubtraction(1, 1, List.of(0), 0, false, 1, -0.5));
    assertThat(clip.shutter().orElseThrow().open(16, 12))
        .isEqualTo(Shutter.circular(6, 8, 5).open(16, 12));
    Shutter polygon = Shutter.polygonal(1, 1, 1, 9, 9, 9);
    Shutter rectangle = Shutter.rectangular(2, 9, 3, 8);
    for (Shutter s : List.of(polygon, rectangle)) {
      CineClip one = read(bytes(CineWriter.xa(noise(2, 10, 10, 8, 1), 40).shutter(s)));
      assertThat(one.shutter().orElseThrow().open(10, 10)).isEqualTo(s.open(10, 10));
    }
    assertThat(clip.spacing().orElseThrow().source()).isEqualTo(SpacingSource.PATIENT);
  }

  @Test
  void theDetectorsSpacingBecomesAnEstimateThroughTheGeometry() {
    OptionalDouble none = OptionalDouble.empty();
    CineWriter writer =
        CineWriter.xa(noise(2, 4, 4, 8, 1), 40)
            .geometry(new XaGeometry(List.of(), none, none, OptionalDouble.of(1.5)))
            .spacing(new PixelSpacing(0.3, 0.3, SpacingSource.DETECTOR));
    PixelSpacing found = read(bytes(writer)).spacing().orElseThrow();
    assertThat(found.source()).isEqualTo(SpacingSource.ESTIMATED_AT_ISOCENTRE);
    assertThat(found.row()).isCloseTo(0.2, within(1e-12));
    assertThatThrownBy(() -> bytes(writer.spacing(found)))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @EnumSource(Syntax.class)
  void asksForAFrameOnlyWhenTheOneBeforeIsWritten(Syntax syntax) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> sizes = new ArrayList<>();
    Noise frames = new Noise(20, 64, 64, 8, 1, i -> sizes.add(out.size()));
    CineWriter.xa(frames, 40).syntax(syntax.uid).write(out);
    assertThat(sizes).hasSize(20);
    for (int i = 1; i < 20; i++) {
      // Noise does not compress.
      assertThat(sizes.get(i) - sizes.get(i - 1)).isGreaterThanOrEqualTo(4096);
    }
  }

  @Test
  void attributesOfTheCallerWin() {
    DataSet study =
        DataSet.builder()
            .text(Tag.PATIENT_ID, "PHANTOM")
            .text(Tag.STUDY_INSTANCE_UID, "2.25.5")
            .build();
    byte[] file = bytes(CineWriter.xa(noise(2, 4, 4, 8, 1), 40).with(study));
    try (DicomFile read = DicomFile.read(file)) {
      assertThat(read.dataSet().text(Tag.PATIENT_ID)).contains("PHANTOM");
      assertThat(read.dataSet().text(Tag.STUDY_INSTANCE_UID)).contains("2.25.5");
    }
  }

  @Test
  void aFrameThatDoesNotFitLeavesNoFile(@TempDir Path folder) throws Exception {
    CineWriter writer = CineWriter.xa(noise(2, 4, 4, 12, 1), 40).bitsStored(10);
    assertThatThrownBy(() -> writer.write(folder.resolve("a.dcm")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0 to 1023");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refusesWhatTheObjectsCannotHold() {
    Noise frames = noise(2, 4, 4, 8, 1);
    CineWriter xa = CineWriter.xa(frames, 40);
    assertThatThrownBy(() -> CineWriter.xa(frames, 0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> xa.bitsStored(9)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> xa.rWaves(2)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> xa.frameTimes(0, -1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> bytes(xa.syntax(TransferSyntax.JPEG_2000)))
        .isInstanceOf(InvalidInputException.class);
    CineWriter us = CineWriter.ultrasound(frames, 40);
    assertThatThrownBy(() -> us.bitsStored(10)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> us.shutter(Shutter.circular(1, 1, 1)))
        .isInstanceOf(InvalidInputException.class);
  }
}
