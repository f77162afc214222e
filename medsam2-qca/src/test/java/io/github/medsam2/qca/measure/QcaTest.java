// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class QcaTest {
  private static final int W = 200;
  private static final int H = 80;
  private static final double REFERENCE = 14;

  /** A horizontal vessel of 14 pixels with a raised-cosine narrowing in the middle. */
  private static double width(double x, double severity) {
    double u = (x - 100) / 50;
    return Math.abs(u) < 0.5
        ? REFERENCE * (1 - severity * 0.5 * (1 + Math.cos(2 * Math.PI * u)))
        : REFERENCE;
  }

  private static Image image(double severity, double shift) {
    float[] pixels = new float[W * H];
    for (int i = 0; i < pixels.length; i++) {
      double sum = 0;
      int x = i % W;
      int y = i / W;
      for (int k = 0; k < 4; k++) {
        for (int j = 0; j < 4; j++) {
          sum += light(x + 0.25 * j - 0.375, y + 0.25 * k - 0.375, severity, shift);
        }
      }
      pixels[i] = (float) (150 * sum / 16);
    }
    return Image.grayFloat(W, H, pixels);
  }

  private static double light(double x, double row, double severity, double shift) {
    double w = width(x, severity);
    double y = row - 40 - shift * (REFERENCE - w) / 2;
    return Math.exp(-0.04 * 2 * Math.sqrt(Math.max(0, w * w / 4 - y * y)));
  }

  private static Mask mask(double severity, double shift, int gap) {
    byte[] m = new byte[W * H];
    for (int i = 0; i < m.length; i++) {
      double w = width(i % W, severity);
      double y = i / W - 40 - shift * (REFERENCE - w) / 2;
      int x = i % W;
      boolean inside = x > 15 && x < 185 && Math.abs(y) <= w / 2 && Math.abs(x - 100) >= gap;
      m[i] = (byte) (inside ? 1 : 0);
    }
    return Mask.of(W, H, m);
  }

  private static QcaResult measure(double severity, double shift) {
    return new Qca(QcaOptions.standard().withBlur(0.1))
        .measure(
            image(severity, shift), mask(severity, shift, 0), new Calibration.Manual(0.2, 0.05));
  }

  @Test
  void measuresAKnownStenosis() {
    QcaResult r = measure(0.5, 0);
    assertThat(r.rvd().pixels()).isCloseTo(REFERENCE, within(0.4));
    assertThat(r.mld().pixels()).isCloseTo(7, within(0.4));
    assertThat(r.mld().mm().orElseThrow()).isCloseTo(0.2 * r.mld().pixels(), within(1e-9));
    assertThat(r.diameterStenosis()).isCloseTo(50, within(3.0));
    assertThat(r.areaStenosis()).isCloseTo(75, within(3.0));
    assertThat(r.lesionLength().pixels()).isBetween(35.0, 52.0);
    assertThat(r.symmetry()).isGreaterThan(0.8);
    assertThat(r.function().centreLine().get(r.site()).x()).isCloseTo(100, within(2.0));
    assertThat(r.flags()).isEmpty();
  }

  @Test
  void healthyVesselHasNoStenosis() {
    assertThat(measure(0, 0).diameterStenosis()).isBetween(-1.0, 4.0);
  }

  @Test
  void oneSidedPlaqueIsNotSymmetric() {
    assertThat(measure(0.5, 0.9).symmetry()).isLessThan(0.35);
    assertThat(measure(0.5, 0.9).diameterStenosis()).isCloseTo(50, within(3.0));
  }

  @Test
  void percentNeedNoCalibrationAndMillimetresDo() {
    QcaResult r =
        new Qca(QcaOptions.standard())
            .measure(image(0.5, 0), mask(0.5, 0, 0), new Calibration.None());
    assertThat(r.diameterStenosis()).isCloseTo(50, within(4.0));
    assertThat(r.mld().mm()).isEmpty();
    assertThat(r.flags()).contains(QualityFlag.NOT_CALIBRATED, QualityFlag.BLUR_UNKNOWN);
  }

  @Test
  void edgesOfTheMaskAloneGiveNearlyTheSame() {
    QcaResult r =
        new Qca(QcaOptions.standard().withEdges(QcaOptions.EdgeSource.MASK))
            .measure(image(0.5, 0), mask(0.5, 0, 0), new Calibration.None());
    assertThat(r.diameterStenosis()).isCloseTo(50, within(5.0));
  }

  /** A mask that breaks at the throat is bridged: the narrowest place is in the gap. */
  @Test
  void brokenMaskIsBridgedAndMarked() {
    QcaResult r =
        new Qca(QcaOptions.standard().withBlur(0.1))
            .measure(image(0.7, 0), mask(0.7, 0, 4), new Calibration.None());
    assertThat(r.flags()).contains(QualityFlag.MASK_BROKEN);
    assertThat(r.function().centreLine().get(r.site()).x()).isCloseTo(100, within(6.0));
    assertThat(r.diameterStenosis()).isGreaterThan(55);
  }

  /** The border cuts the vessel right before the lesion, or far from it. */
  @Test
  void marksALesionAtTheBorderOfTheImage() {
    assertThat(cutAt(70).flags()).contains(QualityFlag.MASK_AT_BORDER);
    assertThat(cutAt(0).flags()).doesNotContain(QualityFlag.MASK_AT_BORDER);
  }

  /** What is measured where the image begins at a column; the lesion begins at column 75. */
  private static QcaResult cutAt(int column) {
    int w = W - column;
    Image whole = image(0.5, 0);
    float[] pixels = new float[w * H];
    byte[] m = new byte[w * H];
    for (int i = 0; i < m.length; i++) {
      int x = column + i % w;
      pixels[i] = whole.value(x, i / w, 0);
      m[i] = (byte) (Math.abs(i / w - 40) <= width(x, 0.5) / 2 ? 1 : 0);
    }
    return new Qca(QcaOptions.standard())
        .measure(Image.grayFloat(w, H, pixels), Mask.of(w, H, m), new Calibration.None());
  }

  @Test
  void refusesWhatHoldsNoVessel() {
    Qca qca = new Qca(QcaOptions.standard());
    Image image = image(0.5, 0);
    Mask empty = Mask.of(W, H, new byte[W * H]);
    assertThatThrownBy(() -> qca.measure(image, empty, new Calibration.None()))
        .isInstanceOf(NoVesselException.class);
    Mask small = Mask.of(4, 4, new byte[16]);
    assertThatThrownBy(() -> qca.measure(image, small, new Calibration.None()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void measuresACineAndChoosesTheFrame() {
    double[] severity = {0.5, 0.5, 0.5, 0.5};
    FrameSource cine =
        new FrameSource() {
          @Override
          public int count() {
            return 4;
          }

          @Override
          public int width() {
            return W;
          }

          @Override
          public int height() {
            return H;
          }

          @Override
          public Image frame(int index) {
            return image(severity[index], 0);
          }
        };
    QcaSeries series =
        QcaSeries.of(
            new Qca(QcaOptions.standard()),
            cine,
            i -> i == 1 ? Optional.empty() : Optional.of(mask(0.5, 0, 0)),
            i -> i == 3 ? 0.75 : 0.2,
            new Calibration.None());
    assertThat(series.frames()).hasSize(4);
    assertThat(series.frames().get(1)).isEmpty();
    assertThat(series.chosen()).hasValue(3);
    assertThat(series.best().orElseThrow().diameterStenosis()).isCloseTo(50, within(4.0));
  }

  @Test
  void frameChoiceWantsContrastThenRestThenLength() {
    FrameQuality faint = frame(0, 0.3, 200, 0.1);
    FrameQuality moving = frame(1, 1.0, 200, 3.0);
    FrameQuality shortened = frame(2, 1.0, 150, 0.1);
    FrameQuality good = frame(3, 0.95, 200, 0.2);
    assertThat(FrameChoice.best(List.of(faint, moving, shortened, good))).isEqualTo(good);
    assertThatThrownBy(() -> FrameChoice.best(List.of())).isInstanceOf(InvalidInputException.class);
  }

  private static FrameQuality frame(int index, double contrast, double length, double motion) {
    return new FrameQuality(
        index, contrast, length, OptionalDouble.of(motion), OptionalDouble.empty());
  }
}
