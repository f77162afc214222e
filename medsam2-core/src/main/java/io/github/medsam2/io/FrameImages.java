package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG and JPEG frames to 8-bit grey or RGB. */
final class FrameImages {
  private static final String WHERE = "PNG or JPEG image";
  private static final int BYTES_PER_PIXEL = 8; // of the decoder, and of the image

  private FrameImages() {}

  static Image read(Path file) {
    return Input.guard(
        WHERE,
        () -> {
          try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            return image(decode(in));
          }
        });
  }

  private static BufferedImage decode(ImageInputStream in) {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    ImageReader reader = readers.hasNext() ? readers.next() : null;
    if (reader == null) {
      throw new FormatException(WHERE, "PNG or JPEG data", "other data", "convert the image");
    }
    try {
      reader.setInput(in, true, true);
      GridSize size = GridSize.flat(reader.getWidth(0), reader.getHeight(0));
      ReadLimits.defaults().voxels(WHERE, size, BYTES_PER_PIXEL);
      return reader.read(0);
    } catch (MedSam2Exception e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders of the JDK meet damaged data with many kinds of exception.
      throw new FormatException(
          WHERE, "an undamaged image", "data that do not decode", "check the file", e);
    } finally {
      reader.dispose();
    }
  }

  private static Image image(BufferedImage decoded) {
    int width = decoded.getWidth();
    int height = decoded.getHeight();
    boolean grey = decoded.getType() == BufferedImage.TYPE_BYTE_GRAY;
    byte[] out = new byte[width * height * (grey ? 1 : 3)];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      if (grey) {
        decoded.getRaster().getSamples(0, y, width, 1, 0, row);
      } else {
        decoded.getRGB(0, y, width, 1, row, 0, width);
      }
      int perRow = out.length / height;
      for (int i = 0; i < perRow; i++) {
        out[y * perRow + i] = (byte) (grey ? row[i] : row[i / 3] >> (16 - 8 * (i % 3)));
      }
    }
    return grey ? Image.gray8(width, height, out) : Image.rgb8(width, height, out);
  }
}
