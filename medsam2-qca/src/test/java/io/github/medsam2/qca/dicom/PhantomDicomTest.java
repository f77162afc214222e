// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.xa.CineClip;
import io.github.medsam2.dicom.xa.SpacingSource;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.Qca;
import io.github.medsam2.qca.measure.QcaOptions;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhantomDicomTest {
  private static final Phantom PHANTOM =
      new Phantom(
          PhantomConfig.of(11, TreeSide.RIGHT, 35, -4.5)
              .withMatrix(256)
              .withFrames(18, 5)
              .withLesions(LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.5, 10)));

  private static CineClip read(Phantom phantom, TransferSyntax syntax) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PhantomDicom.writer(phantom).syntax(syntax).write(out);
    return DicomFile.read(out.toByteArray()).cine();
  }

  private static void samePixels(FrameSource read, Phantom phantom) {
    assertThat(read.count()).isEqualTo(phantom.count());
    for (int i = 0; i < phantom.count(); i += 7) {
      assertThat(read.frame(i).plane(0)).isEqualTo(phantom.frame(i).plane(0));
    }
  }

  @Test
  void comesBackWithPixelsViewTimesAndProvenance() {
    CineClip cine = read(PHANTOM, TransferSyntax.EXPLICIT_LITTLE);
    samePixels(cine.frames(), PHANTOM);
    assertThat(cine.geometry().view(9)).contains(ViewAngle.of(35, -4.5));
    assertThat(cine.geometry().sourceToDetector()).hasValue(1050);
    assertThat(cine.geometry().sourceToPatient()).hasValue(765);
    assertThat(cine.frameTimes()[17]).isCloseTo(17 * 200.0, within(0.1));
    assertThat(cine.spacing().orElseThrow().source())
        .isEqualTo(SpacingSource.ESTIMATED_AT_ISOCENTRE);
    assertThat(cine.spacing().orElseThrow().column())
        .isCloseTo(PHANTOM.arm().mmPerPixel(), within(1e-6));
  }

  @Test
  void rWavesTellThePhase() {
    CineClip cine = read(PHANTOM, TransferSyntax.EXPLICIT_LITTLE);
    CinePhase phase = CinePhase.of(cine);
    assertThat(cine.rWaves()).hasSizeGreaterThan(2);
    for (int i = 0; i < PHANTOM.count(); i++) {
      double off = Math.abs(phase.applyAsDouble(i) - PHANTOM.phase(i));
      // Half a frame of 0.2 s is an eighth of a cycle, on either side, and more beyond the waves.
      assertThat(Math.min(off, 1 - off)).isLessThan(0.3);
    }
  }

  @Test
  void twelveBitsComeBackInOtherSyntaxes() {
    Phantom deep =
        new Phantom(
            PhantomConfig.of(12, TreeSide.LEFT, -30, 25)
                .withDetector(160, 128, 0.9, 12)
                .withFrames(2, 15));
    samePixels(read(deep, TransferSyntax.EXPLICIT_LITTLE).storedFrames(), deep);
    samePixels(read(deep, TransferSyntax.RLE).storedFrames(), deep);
  }

  @Test
  void qcaOnTheFileGivesWhatItGivesOnThePhantom() {
    CineClip cine = read(PHANTOM, TransferSyntax.EXPLICIT_LITTLE);
    Calibration fromFile = CineCalibration.of(cine);
    assertThat(fromFile).isInstanceOf(Calibration.Isocentre.class);
    Calibration known =
        Calibration.Isocentre.of(PHANTOM.arm().pitch(), PHANTOM.arm().magnification());
    Mask mask = PHANTOM.truth(9).segment(CassSegment.MID_RCA).orElseThrow().mask();
    Qca qca = new Qca(QcaOptions.standard().withBlur(0.4));
    QcaResult file = qca.measure(cine.frames().frame(9), mask, fromFile);
    QcaResult phantom = qca.measure(PHANTOM.frame(9), mask, known);
    assertThat(file.mld().mm().orElseThrow())
        .isCloseTo(phantom.mld().mm().orElseThrow(), within(1e-5));
    assertThat(file.rvd().mm().orElseThrow())
        .isCloseTo(phantom.rvd().mm().orElseThrow(), within(1e-5));
    assertThat(file.diameterStenosis()).isCloseTo(phantom.diameterStenosis(), within(1e-3));
    assertThat(file.flags()).isEqualTo(phantom.flags());
  }

  @Test
  void writesTheCineAndItsTruth(@TempDir Path folder) throws IOException {
    Phantom small = new Phantom(PHANTOM.config().withMatrix(128).withFrames(2, 15));
    Path cine = folder.resolve("cine.dcm");
    Path truth = folder.resolve("truth.json");
    PhantomDicom.write(small, cine, truth);
    try (DicomFile file = DicomFile.open(cine)) {
      samePixels(file.cine().frames(), small);
    }
    JsonObject json = JsonParser.parseString(Files.readString(truth)).getAsJsonObject();
    assertThat(json.getAsJsonArray("frames")).hasSize(2);
    double mld = small.truth(1).lesions().get(0).projected().mldMm();
    JsonObject lesion =
        json.getAsJsonArray("frames")
            .get(1)
            .getAsJsonObject()
            .getAsJsonArray("lesions")
            .get(0)
            .getAsJsonObject();
    assertThat(lesion.getAsJsonObject("projected").get("mldMm").getAsDouble())
        .isCloseTo(mld, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, 0, 4, 10, 15, 27})
  void phaseRunsOnBeyondTheWaves(int frame) {
    CinePhase phase = CinePhase.of(20, 0, 10);
    double expected = Math.floorMod(frame, 10) / 10.0;
    assertThat(phase.applyAsDouble(frame)).isCloseTo(expected, within(1e-12));
    assertThat(CinePhase.of(5).applyAsDouble(frame)).isNaN();
  }
}
