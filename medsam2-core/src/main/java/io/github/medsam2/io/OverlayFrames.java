// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Masks laid over frames in full colour, painted one at a time as they are asked for; for files
 * that hold more colours than a GIF.
 */
public final class OverlayFrames {

  private OverlayFrames() {}

  /**
   * Frames under layers, as 8-bit RGB. Thread-safe when the frames and masks are.
   *
   * @param frames 8-bit frames, grey or RGB
   * @param layers what lies over them; later ones cover earlier ones
   */
  public static FrameSource of(FrameSource frames, List<OverlayGif.Layer> layers) {
    List<OverlayGif.Layer> all = List.copyOf(layers);
    return frames.mapIndexed((frame, index) -> painted(frame, index, all));
  }

  private static Image painted(Image frame, int index, List<OverlayGif.Layer> layers) {
    byte[] rgb = rgb(frame);
    for (OverlayGif.Layer layer : layers) {
      layer
          .mask(frame, index)
          .forEachRun(
              (y, from, to) -> tint(rgb, layer, y * frame.width() + from, y * frame.width() + to));
    }
    return Image.rgb8(frame.width(), frame.height(), rgb);
  }

  private static byte[] rgb(Image frame) {
    if (frame.type() != PixelType.UINT8) {
      throw new InvalidInputException(
          "frame of an overlay", "8-bit samples", frame.type() + "", "map the intensities first");
    }
    byte[] rgb = new byte[frame.width() * frame.height() * 3];
    ByteBuffer in = frame.pixels();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = in.get(frame.channels() == 3 ? i : i / 3);
    }
    return rgb;
  }

  /** Blends pixels of a range with the layer's colour. */
  private static void tint(byte[] rgb, OverlayGif.Layer layer, int from, int to) {
    for (int i = 3 * from; i < 3 * to; i++) {
      int part = layer.color() >> (16 - 8 * (i % 3)) & 0xff;
      double under = rgb[i] & 0xff;
      rgb[i] = (byte) Math.round((1 - layer.opacity()) * under + layer.opacity() * part);
    }
  }
}
