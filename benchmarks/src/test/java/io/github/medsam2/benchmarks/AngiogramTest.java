// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.image.Image;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AngiogramTest {

  @Test
  void everySyntaxHoldsTheSamePictures() {
    List<Image> large = new ArrayList<>();
    for (byte[] bytes : Angiogram.files()) {
      try (DicomFile file = DicomFile.read(bytes)) {
        DicomFrames frames = file.frames();
        assertThat(frames.count()).isEqualTo(2);
        if (frames.width() == 1024) {
          large.add(frames.frame(1));
        }
      }
    }
    assertThat(large).hasSize(3);
    for (int y = 0; y < 1024; y += 31) {
      for (int x = 0; x < 1024; x++) {
        float value = large.get(0).value(x, y, 0);
        assertThat(value).isBetween(200f, 700f);
        assertThat(large.get(1).value(x, y, 0)).isEqualTo(value);
        assertThat(large.get(2).value(x, y, 0)).isEqualTo(value);
      }
    }
  }
}
