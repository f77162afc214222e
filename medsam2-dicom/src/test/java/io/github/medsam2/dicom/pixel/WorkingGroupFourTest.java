// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.image.Image;
import io.github.medsam2.testing.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One real angiogram of 1024 x 1024 pixels and 10 bits in eight transfer syntaxes. */
class WorkingGroupFourTest {

  private static Image read(String name) {
    DicomParser parser = new DicomParser(DicomLimits.defaults(), Strictness.STRICT);
    try (DicomObject object =
        parser.read(SharedData.require("data/dicom-xa/wg04/" + name + ".dcm"))) {
      DicomFrames frames = DicomFrames.of(object, DicomLimits.defaults());
      assertThat(frames.count()).isEqualTo(1);
      assertThat(frames.findings()).isEmpty();
      return frames.frame(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "XA1_RLE, 0, 0",
    "XA1_JPLL, 0, 0",
    "XA1_JLSL, 0, 0",
    "XA1_J2KR, 0, 0",
    // Near-lossless with an error of 4, as its scan header says; then two of some 48:1 and 19:1.
    "XA1_JLSN, 4, 2",
    "XA1_JPLY, 116, 2.17",
    "XA1_J2KI, 8, 1.14"
  })
  void equalsTheUncompressedTwin(String name, int most, double mean) {
    Image twin = read("XA1_UNC");
    Image image = read(name);
    assertThat(image.width()).isEqualTo(1024);
    assertThat(image.type()).isEqualTo(twin.type());
    double worst = 0;
    double sum = 0;
    for (int y = 0; y < 1024; y++) {
      for (int x = 0; x < 1024; x++) {
        double d = Math.abs(image.value(x, y, 0) - twin.value(x, y, 0));
        worst = Math.max(worst, d);
        sum += d;
      }
    }
    assertThat(worst).isLessThanOrEqualTo(most);
    assertThat(sum / (1 << 20)).isLessThanOrEqualTo(mean);
  }
}
