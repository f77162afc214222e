// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.io.voxel.GridSize;
import io.github.medsam2.io.voxel.Input;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Label images as PNG with a palette, as DAVIS and the MedSAM2 video scripts keep them: the palette
 * index of a pixel is the number of its object, 0 outside. Colours do not matter to reading;
 * writing uses those of PASCAL VOC and DAVIS. Objects of one image do not overlap.
 */
public final class LabelPng {
  private static final String WHERE = "PNG of labels";
  private static final int BYTES_PER_PIXEL = 2; // of the decoder and of the image
  private static final int LARGEST = 255;

  private LabelPng() {}

  /** Reads an image of labels within {@link ReadLimits#defaults()}. */
  public static Image read(Path file) {
    return read(file, ReadLimits.defaults());
  }

  /**
   * Reads an image of labels: one UINT8 channel of object numbers.
   *
   * @throws FormatException if the file is damaged, has neither a palette nor 8-bit grey, or is
   *     beyond the limits
   */
  public static Image read(Path file, ReadLimits limits) {
    return Input.guard(
        WHERE,
        () -> {
          try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            return labels(decode(in, Files.size(file), limits));
          }
        });
  }

  private static BufferedImage decode(ImageInputStream in, long bytes, ReadLimits limits) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try {
      reader.setInput(in, true, true);
      GridSize size = GridSize.flat(reader.getWidth(0), reader.getHeight(0));
      long pixels = size.within(limits, WHERE, BYTES_PER_PIXEL);
      ColorModel model = reader.getRawImageType(0).getColorModel();
      requireNumbers(model);
      if (pixels * model.getPixelSize() / 8 > bytes * Input.DEFLATE_RATIO) {
        throw new FormatException(
            WHERE, "data for " + pixels + " pixels", bytes + " bytes", "copy the file again");
      }
      return reader.read(0);
    } catch (MedSam2Exception e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The decoder of the JDK meets damaged data with many kinds of exception.
      throw new FormatException(
          WHERE, "an undamaged PNG", "data that do not decode", "check the file", e);
    } finally {
      reader.dispose();
    }
  }

  private static void requireNumbers(ColorModel model) {
    boolean grey = model.getNumComponents() == 1 && model.getComponentSize(0) == 8;
    if (!(model instanceof IndexColorModel) && !grey) {
      throw new FormatException(
          WHERE, "a palette or 8-bit grey", "another kind of image", "save it with a palette");
    }
  }

  private static Image labels(BufferedImage image) {
    Raster raster = image.getRaster();
    int[] row = new int[image.getWidth()];
    byte[] labels = new byte[image.getWidth() * image.getHeight()];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        labels[y * row.length + x] = (byte) row[x];
      }
    }
    return Image.gray8(image.getWidth(), image.getHeight(), labels);
  }

  /** Writes an image of labels, one UINT8 channel, replacing an existing file. */
  public static void write(Path file, Image labels) {
    requireLabels(labels);
    BufferedImage image =
        new BufferedImage(
            labels.width(),
            labels.height(),
            BufferedImage.TYPE_BYTE_INDEXED,
            LabelPalette.create());
    byte[] pixels = new byte[labels.width() * labels.height()];
    labels.pixels().get(pixels);
    image.getRaster().setDataElements(0, 0, labels.width(), labels.height(), pixels);
    AtomicFiles.write(
        file,
        WHERE,
        out -> {
          try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
          }
        });
  }

  /** The numbers of the objects in an image of labels. */
  public static SortedSet<Integer> numbers(Image labels) {
    requireLabels(labels);
    ByteBuffer pixels = labels.pixels();
    SortedSet<Integer> numbers = new TreeSet<>();
    for (int i = 0; i < pixels.capacity(); i++) {
      numbers.add(pixels.get(i) & 0xff);
    }
    numbers.remove(0);
    return numbers;
  }

  /** The mask of one object in an image of labels; empty if it is not there. */
  public static Mask mask(Image labels, int number) {
    requireLabels(labels);
    ByteBuffer pixels = labels.pixels();
    byte[] inside = new byte[pixels.capacity()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (byte) ((pixels.get(i) & 0xff) == number ? 1 : 0);
    }
    return Mask.of(labels.width(), labels.height(), inside);
  }

  /**
   * One image of labels from the masks of objects. Where masks overlap the smaller number stays, as
   * in the MedSAM2 video script.
   *
   * @param masks by number 1 to 255, at least one, all of one size
   */
  public static Image merge(SortedMap<Integer, Mask> masks) {
    if (masks.isEmpty() || masks.firstKey() < 1 || masks.lastKey() > LARGEST) {
      throw new InvalidInputException(
          "masks of objects",
          "at least one, with numbers 1 to 255",
          masks.keySet() + "",
          "renumber the objects");
    }
    Mask any = masks.values().iterator().next();
    byte[] labels = new byte[any.width() * any.height()];
    masks.forEach((number, mask) -> add(labels, any.width(), number, mask));
    return Image.gray8(any.width(), any.height(), labels);
  }

  private static void add(byte[] labels, int width, int number, Mask mask) {
    if (mask.width() != width || mask.width() * mask.height() != labels.length) {
      throw new InvalidInputException(
          "mask of object " + number,
          width + "x" + labels.length / width,
          mask.width() + "x" + mask.height(),
          "bring the masks to one size");
    }
    ByteBuffer pixels = mask.pixels();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == 0 && pixels.get(i) != 0) {
        labels[i] = (byte) number;
      }
    }
  }

  private static void requireLabels(Image labels) {
    if (labels.channels() != 1 || labels.type() != PixelType.UINT8) {
      throw new InvalidInputException(
          "image of labels",
          "one UINT8 channel",
          labels.channels() + " of " + labels.type(),
          "give object numbers, not colours");
    }
  }
}
