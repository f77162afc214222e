// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriter;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Streams of codecs this library only reads, written by others. */
public final class SampleStreams {
  public static final FrameShape DCT_SHAPE = new FrameShape(50, 37, 3);

  private SampleStreams() {}

  /** A colour picture with halved chroma, as the JDK writes it. */
  public static byte[] dctColor() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(rgb(), "jpg", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static BufferedImage rgb() {
    BufferedImage image =
        new BufferedImage(DCT_SHAPE.width(), DCT_SHAPE.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (x * 5) << 16 | (y * 6) << 8 | (x + y) * 2);
      }
    }
    return image;
  }

  /** A grey picture of up to 16 bits, lossless, in one codestream without boxes. */
  public static byte[] jpeg2000(CodedImage picture) {
    BufferedImage image =
        new BufferedImage(
            picture.shape().width(), picture.shape().height(), BufferedImage.TYPE_USHORT_GRAY);
    short[] data = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(picture.samples(), 0, data, 0, data.length);
    J2KImageWriter writer = new J2KImageWriter(new J2KImageWriterSpi());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      J2KImageWriteParam param = (J2KImageWriteParam) writer.getDefaultWriteParam();
      param.setWriteCodeStreamOnly(true);
      param.setLossless(true);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /**
   * A colour picture of 24 x 16, lossless, its components transformed, written by OpenJPEG: red is
   * 11 x, green 15 y, blue 250 - x - y.
   */
  public static byte[] jpeg2000Color() {
    try (InputStream in = SampleStreams.class.getResourceAsStream("rct_24x16.j2k")) {
      return Objects.requireNonNull(in, "rct_24x16.j2k").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
