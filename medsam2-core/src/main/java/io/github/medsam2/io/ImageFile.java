// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Image files: reads PNG and JPEG and writes PNG, 8 or 16 bits, grey or RGB. Samples are the stored
 * ones: gamma and colour profiles are not applied. An image that a tag turns for display is
 * refused, because points would be given on the turned one. Messages name no file, since its name
 * may be a patient's. Thread-safe.
 */
public final class ImageFile {
  /** The most bytes an image may have when decoded: 25 million pixels of 8-bit RGB. */
  public static final int MOST_DECODED_BYTES = 75_000_000;

  /** The same when hardly compressed, with room for other data. */
  private static final long MOST_FILE_BYTES = 100_000_000;

  /** Each scan of a progressive JPEG decodes the whole image anew; usual files have about ten. */
  private static final int MOST_SCANS = 100;

  private static final String WHERE = "PNG or JPEG image";

  private ImageFile() {}

  /**
   * Reads an image; its size is checked before a pixel is decoded. A palette becomes RGB, or grey
   * where it holds nothing else; fewer than 8 bits become 8. Transparent pixels are refused.
   *
   * @throws FormatException when the file is not PNG or JPEG, is damaged, or exceeds the limits
   * @throws MedSam2Exception when the file cannot be read
   */
  public static Image read(Path file) {
    try {
      String format = format(file);
      if (format.equals("jpeg")) {
        checkJpeg(file);
      } else {
        checkPng(file);
      }
      try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
        return BufferedImages.toImage(decode(format, in));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static MedSam2Exception unreadable(IOException e) {
    return new MedSam2Exception(
        WHERE, "a readable file", e.getClass().getSimpleName(), "check path and rights", e);
  }

  /** Writes an image, 8 or unsigned 16 bits a sample, replacing a file in one step. */
  public static void writePng(Path file, Image image) {
    write(file, BufferedImages.of(image));
  }

  /** Writes a mask as an 8-bit grey image, 255 inside and 0 outside, replacing in one step. */
  public static void writePng(Path file, Mask mask) {
    byte[] grey = new byte[mask.width() * mask.height()];
    mask.forEachRun(
        (y, from, to) ->
            Arrays.fill(grey, y * mask.width() + from, y * mask.width() + to, (byte) 255));
    writePng(file, Image.gray8(mask.width(), mask.height(), grey));
  }

  private static String format(Path file) throws IOException {
    if (Files.size(file) > MOST_FILE_BYTES) {
      throw broken("at most " + MOST_FILE_BYTES + " bytes", "a larger file", null);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      int first = in.read() << 8 | in.read();
      if (first == 0x8950) {
        return "png";
      }
      if (first != 0xffd8) {
        throw broken("the first bytes of PNG or JPEG", "others", null);
      }
      checkScans(in);
      return "jpeg";
    }
  }

  /** Looks for the markers that begin a scan and end the file; no data of a scan look like them. */
  private static void checkScans(InputStream in) throws IOException {
    int scans = 0;
    boolean ended = false;
    int last = 0;
    for (int b = in.read(); b >= 0; last = b, b = in.read()) {
      if (last == 0xff && b == 0xda) {
        ended = false;
        scans++;
      } else if (last == 0xff && b == 0xd9) {
        ended = true;
      }
    }
    if (scans > MOST_SCANS) {
      throw broken("at most " + MOST_SCANS + " scans", scans + "", null);
    }
    if (!ended) {
      throw broken("a whole file", "one that ends early", null);
    }
  }

  private static BufferedImage decode(String format, ImageInputStream in) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    try {
      reader.setInput(in, true, true);
      checkSize(reader);
      // A JPEG that ends early is filled up with grey, and only a warning tells.
      AtomicBoolean truncated = new AtomicBoolean();
      reader.addIIOReadWarningListener(
          (source, warning) -> truncated.compareAndSet(false, warning.contains("remature end")));
      BufferedImage image = reader.read(0);
      if (truncated.get()) {
        throw broken("a whole file", "one that ends early", null);
      }
      return image;
    } catch (MedSam2Exception e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoders of the JDK meet damaged data with many kinds of runtime exception.
      throw broken("an undamaged file", "data that do not decode", e);
    } finally {
      reader.dispose();
    }
  }

  /** Refuses what the JDK's decoder makes other colours of than other programs, or nothing. */
  private static void checkJpeg(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      JpegHeader header = JpegHeader.read(in);
      boolean frame = header.bits() != 0;
      if (frame && header.bits() != 8) {
        throw broken("8 bits a sample", header.bits() + " bits", null);
      }
      if (frame && header.channels() != 1 && header.channels() != 3) {
        throw broken("grey or RGB", header.channels() + " colour channels, as in CMYK", null);
      }
      requireUpright(header.orientation());
      if (header.channels() == 3 && !header.labelled()) {
        throw broken("a mark that says what the channels are", "three of other names", null);
      }
    } catch (EOFException e) {
      throw broken("a whole file", "one that ends early", e);
    }
  }

  private static void checkPng(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      PngHeader header = PngHeader.read(in);
      if (header.animated()) {
        throw broken("one image", "an animation", null);
      }
      // The JDK shows a transparent grey of 4 bits as opaque.
      if (header.transparent() && header.greyBits() == 4) {
        throw broken("opaque pixels", "a transparent grey", null);
      }
      requireUpright(header.orientation());
    }
  }

  private static void requireUpright(int orientation) {
    if (orientation != 1) {
      throw new FormatException(
          WHERE,
          "an image that is shown as it is stored",
          "Exif orientation " + orientation + ", which turns or mirrors it",
          "turn the image itself with an image program, or remove the tag");
    }
  }

  private static void checkSize(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long pixels = (long) width * height;
    if (width < 1 || height < 1 || pixels > MOST_DECODED_BYTES / bytesPerPixel(reader)) {
      throw broken(
          "1 to " + MOST_DECODED_BYTES + " bytes when decoded", width + "x" + height, null);
    }
  }

  /** Palettes become RGB; the type of some JPEG is not known before decoding, which is RGB too. */
  private static int bytesPerPixel(ImageReader reader) throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    if (type == null || type.getColorModel() instanceof IndexColorModel) {
      return 3;
    }
    int bits = type.getColorModel().getPixelSize();
    return (bits + 7) / 8;
  }

  private static FormatException broken(String expected, String found, @Nullable Throwable cause) {
    String fix = "check the file, or convert it with an image program";
    return cause == null
        ? new FormatException(WHERE, expected, found, fix)
        : new FormatException(WHERE, expected, found, fix, cause);
  }

  private static void write(Path file, BufferedImage image) {
    AtomicFiles.write(file, "PNG image", out -> encode(image, out));
  }

  private static void encode(BufferedImage image, OutputStream out) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(image);
    } finally {
      writer.dispose();
    }
  }
}
