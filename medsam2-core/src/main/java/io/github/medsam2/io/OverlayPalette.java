// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The 256 colours of an overlay: equal steps of grey from black to white, then the same steps
 * tinted with each layer's colour. Colour {@code (1 + layer) * steps + step} is the tinted step.
 */
final class OverlayPalette {
  static final int MOST_LAYERS = 15;

  private static final int COLORS = 256;

  private final int steps;
  private final IndexColorModel colors;

  OverlayPalette(List<OverlayGif.Layer> layers) {
    if (layers.size() > MOST_LAYERS) {
      throw new InvalidInputException(
          "layers of an overlay", "at most " + MOST_LAYERS, layers.size() + "", "show fewer");
    }
    steps = COLORS / (layers.size() + 1);
    byte[][] rgb = new byte[3][COLORS];
    for (int i = 0; i < steps * (layers.size() + 1); i++) {
      double grey = (i % steps) * 255.0 / (steps - 1);
      int layer = i / steps - 1;
      double opacity = layer < 0 ? 0 : layers.get(layer).opacity();
      int color = layer < 0 ? 0 : layers.get(layer).color();
      for (int c = 0; c < 3; c++) {
        int part = color >> (16 - 8 * c) & 0xff;
        rgb[c][i] = (byte) Math.round((1 - opacity) * grey + opacity * part);
      }
    }
    colors = new IndexColorModel(8, COLORS, rgb[0], rgb[1], rgb[2]);
  }

  IndexColorModel colors() {
    return colors;
  }

  /** The colours of a frame without layers. */
  byte[] grey(Image frame) {
    if (frame.type() != PixelType.UINT8) {
      throw new InvalidInputException(
          "frame of an overlay", "8-bit samples", frame.type() + "", "map the intensities first");
    }
    ByteBuffer samples = frame.pixels();
    byte[] out = new byte[frame.width() * frame.height()];
    boolean rgb = frame.channels() == 3;
    for (int i = 0; i < out.length; i++) {
      int grey = rgb ? luma(samples, 3 * i) : samples.get(i) & 0xff;
      out[i] = (byte) ((grey * (steps - 1) + 127) / 255);
    }
    return out;
  }

  /** Brightness after ITU-R BT.601. */
  private static int luma(ByteBuffer rgb, int at) {
    int sum =
        299 * (rgb.get(at) & 0xff)
            + 587 * (rgb.get(at + 1) & 0xff)
            + 114 * (rgb.get(at + 2) & 0xff);
    return (sum + 500) / 1000;
  }

  /** Gives the pixels of a mask the colour of a layer at their brightness. */
  void tint(byte[] pixels, Mask mask, int layer) {
    ByteBuffer inside = mask.pixels();
    for (int i = 0; i < pixels.length; i++) {
      if (inside.get(i) != 0) {
        pixels[i] = (byte) ((pixels[i] & 0xff) % steps + (layer + 1) * steps);
      }
    }
  }
}
