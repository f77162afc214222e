// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec.j2k;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import io.github.medsam2.dicom.codec.FrameShape;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/** The only class that touches the optional library, so that its absence is noticed here alone. */
final class JaiReader {

  private JaiReader() {}

  static short[] read(Codestream codestream, GuardedStream in) throws IOException {
    ImageReader reader = new J2KImageReaderSpi().createReaderInstance(null);
    try {
      reader.setInput(in, true, true);
      return samples(codestream, reader.readRaster(0, null));
    } finally {
      reader.dispose();
    }
  }

  private static short[] samples(Codestream codestream, Raster raster) {
    FrameShape shape = codestream.shape();
    codestream
        .shape()
        .require("JPEG 2000", raster.getWidth(), raster.getHeight(), raster.getNumBands());
    short[] out = new short[shape.samples()];
    int[] line = new int[shape.width() * shape.components()];
    int unused = 32 - codestream.precision();
    for (int y = 0; y < shape.height(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, shape.width(), 1, line);
      for (int i = 0; i < line.length; i++) {
        int v = codestream.signed() ? line[i] << unused >> unused : line[i];
        out[y * line.length + i] = (short) v;
      }
    }
    return out;
  }
}
