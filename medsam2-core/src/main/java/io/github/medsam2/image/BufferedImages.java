// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;

/** The bridge between images and those of AWT, which Swing shows and ImageIO reads. */
public final class BufferedImages {

  private BufferedImages() {}

  /**
   * A copy of an image of AWT with its samples as they are, without colour management: grey or RGB,
   * 8 or 16 bits. Other forms, among them palettes, become 8-bit RGB, or grey where all their
   * colours are grey. Images with a transparent pixel are refused.
   */
  public static Image toImage(BufferedImage image) {
    ColorModel model = image.getColorModel();
    refuseTransparency(image, model);
    int channels = model.getNumColorComponents();
    int space = model.getColorSpace().getType();
    int bits = model.getComponentSize(0);
    boolean plain =
        model instanceof ComponentColorModel
            && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
            && ((model.getTransferType() == DataBuffer.TYPE_BYTE && bits == 8)
                || (model.getTransferType() == DataBuffer.TYPE_USHORT && bits == 16));
    return plain
        ? samples(image.getRaster(), channels, bits == 8 ? PixelType.UINT8 : PixelType.UINT16)
        : colours(image, model);
  }

  private static void refuseTransparency(BufferedImage image, ColorModel model) {
    for (int y = 0; model.hasAlpha() && y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) >>> 24 != 0xff) {
          throw new InvalidInputException(
              "image", "opaque pixels", "a transparent one", "flatten the image first");
        }
      }
    }
  }

  /** The samples themselves; of bands beyond the colours only alpha exists. */
  private static Image samples(Raster raster, int channels, PixelType type) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    ByteBuffer out = Samples.allocate(type, Math.multiplyExact(width * height, channels));
    int[] row = new int[width * bands];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int i = 0; i < width * channels; i++) {
        int value = row[i / channels * bands + i % channels];
        Samples.put(out, type, y * width * channels + i, value);
      }
    }
    return Image.of(width, height, channels, type, out);
  }

  /** The colours as AWT shows them. */
  private static Image colours(BufferedImage image, ColorModel model) {
    int width = image.getWidth();
    boolean grey = model instanceof IndexColorModel palette && isGrey(palette);
    int channels = grey ? 1 : 3;
    byte[] out = new byte[Math.multiplyExact(width * image.getHeight(), channels)];
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int i = 0; i < width * channels; i++) {
        out[y * width * channels + i] = (byte) (row[i / channels] >> (16 - 8 * (i % channels)));
      }
    }
    return Image.of(width, image.getHeight(), channels, PixelType.UINT8, ByteBuffer.wrap(out));
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      int g = palette.getGreen(i);
      if (palette.getRed(i) != g || palette.getBlue(i) != g) {
        return false;
      }
    }
    return true;
  }

  /** A copy of an image of 8 or unsigned 16 bits for AWT. */
  public static BufferedImage of(Image image) {
    boolean eight = image.type() == PixelType.UINT8;
    if (!eight && image.type() != PixelType.UINT16) {
      throw new InvalidInputException(
          "image", "8 or unsigned 16 bits", image.type().toString(), "apply an Intensity first");
    }
    BufferedImage out = empty(image.width(), image.height(), image.channels(), eight);
    int perRow = image.width() * image.channels();
    int[] row = new int[perRow];
    for (int y = 0; y < image.height(); y++) {
      for (int i = 0; i < perRow; i++) {
        row[i] = (int) image.samples().get(y * perRow + i);
      }
      out.getRaster().setPixels(0, y, image.width(), 1, row);
    }
    return out;
  }

  private static BufferedImage empty(int width, int height, int channels, boolean eight) {
    if (channels == 1) {
      int type = eight ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
      return new BufferedImage(width, height, type);
    }
    if (eight) {
      return new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    }
    int type = DataBuffer.TYPE_USHORT;
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, type);
    WritableRaster raster = Raster.createInterleavedRaster(type, width, height, 3, null);
    return new BufferedImage(model, raster, false, null);
  }
}
