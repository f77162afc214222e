// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;

class JpegDctTest {

  /** The JDK's decoder is libjpeg; it shares the transform and the interpolation of chroma. */
  @Test
  void equalsTheDecoderOfTheJdk() throws Exception {
    byte[] stream = SampleStreams.dctColor();
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    Raster raster;
    try {
      reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(stream)));
      raster = reader.readRaster(0, null);
    } finally {
      reader.dispose();
    }
    CodedImage image = Jpeg.decode(stream, SampleStreams.DCT_SHAPE);
    assertThat(image.color()).isEqualTo(CodedImage.Color.YBR);
    int worst = 0;
    for (int i = 0; i < image.samples().length; i++) {
      int pixel = i / 3;
      int theirs = raster.getSample(pixel % 50, pixel / 50, i % 3);
      worst = Math.max(worst, Math.abs(image.samples()[i] - theirs));
    }
    assertThat(worst).isLessThanOrEqualTo(1);
  }

  /** Against the definition of the transform in floating point. */
  @Test
  void theIntegerTransformIsWithinOne() {
    Random random = new Random(4);
    for (int precision : new int[] {8, 12}) {
      InverseDct inverse = new InverseDct(precision);
      for (int n = 0; n < 50; n++) {
        int[] block = new int[64];
        for (int i = 0; i < 64; i++) {
          block[i] = random.nextInt(3) == 0 ? random.nextInt(401) - 200 : 0;
        }
        short[] out = new short[64];
        double[] exact = exact(block);
        inverse.transform(block.clone(), out, 0, 8);
        for (int i = 0; i < 64; i++) {
          double v = exact[i] + (1 << (precision - 1));
          double clamped = Math.max(0, Math.min((1 << precision) - 1, v));
          assertThat(Math.abs(out[i] - clamped)).isLessThan(1);
        }
      }
    }
  }

  private static double[] exact(int[] block) {
    double[] out = new double[64];
    for (int i = 0; i < 64; i++) {
      for (int k = 0; k < 64; k++) {
        out[i] += block[k] * basis(k % 8, i % 8) * basis(k / 8, i / 8);
      }
    }
    return out;
  }

  private static double basis(int frequency, int x) {
    double scale = frequency == 0 ? Math.sqrt(0.125) : 0.5;
    return scale * Math.cos((2 * x + 1) * frequency * Math.PI / 16);
  }
}
