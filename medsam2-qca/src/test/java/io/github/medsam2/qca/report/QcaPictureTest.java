// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.qca.measure.Calibration;
import org.junit.jupiter.api.Test;

class QcaPictureTest {

  @Test
  void showsAngiogramContoursGraphAndNotice() {
    QcaReport report = Reports.of(Calibration.Isocentre.of(0.308, 1.37));
    Image picture = QcaPicture.of(report, Reports.frame());
    assertThat(picture.width()).isEqualTo(1280);
    assertThat(picture.height()).isEqualTo(800);
    assertThat(count(picture, 0, 0, 770, 770, 0xffd92f)).as("contours").isGreaterThan(300);
    assertThat(count(picture, 0, 0, 770, 770, 0xff3b3b)).as("narrowest site").isGreaterThan(20);
    assertThat(count(picture, 770, 0, 1280, 370, 0x1f5fa8)).as("D(s)").isGreaterThan(200);
    assertThat(count(picture, 770, 370, 1280, 800, 0xc92a2a)).as("notice").isGreaterThan(100);
  }

  @Test
  void drawsWithoutCalibrationToo() {
    Image picture = QcaPicture.of(Reports.of(new Calibration.None()), Reports.frame());
    assertThat(picture.channels()).isEqualTo(3);
  }

  @Test
  void refusesAnotherFrame() {
    QcaReport report = Reports.of(new Calibration.None());
    Image small = Image.gray8(64, 64, new byte[64 * 64]);
    assertThatThrownBy(() -> QcaPicture.of(report, small))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> QcaPicture.of(report, Reports.frame().toRgb()))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Pixels of a rectangle that are near a colour. */
  private static int count(Image picture, int x0, int y0, int x1, int y1, int rgb) {
    int n = 0;
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        double off = 0;
        for (int c = 0; c < 3; c++) {
          off += Math.abs(picture.value(x, y, c) - (rgb >> (16 - 8 * c) & 0xff));
        }
        n += off < 40 ? 1 : 0;
      }
    }
    return n;
  }
}
