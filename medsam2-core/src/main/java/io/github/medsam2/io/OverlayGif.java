// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes a cine as an animated GIF, masks laid over the grey frames in colour. Frames are pulled
 * one at a time. The 256 colours of a GIF are shared out: each layer, and the bare image, has as
 * many steps of brightness as there is room for.
 */
public final class OverlayGif {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  /** Viewers show frames shorter than this at a tenth of a second. */
  private static final int SHORTEST_CENTISECONDS = 2;

  private static final int LONGEST_SIDE = 65535;

  private final FrameSource frames;
  private final List<Layer> layers;
  private final OverlayPalette palette;

  private OverlayGif(FrameSource frames, List<Layer> layers) {
    this.frames = frames;
    this.layers = layers;
    this.palette = new OverlayPalette(layers);
  }

  /**
   * One structure to show.
   *
   * @param masks the mask of each frame, of the frame's size; empty where there is nothing
   * @param color red, green, blue as 0xRRGGBB
   * @param opacity of the colour over the image, 0 to 1
   */
  public record Layer(IntFunction<Mask> masks, int color, double opacity) {

    /** Checks colour and opacity. */
    public Layer {
      if ((color & ~0xffffff) != 0 || !(opacity >= 0 && opacity <= 1)) {
        throw new InvalidInputException(
            "layer of an overlay",
            "a colour 0x000000 to 0xffffff and an opacity of 0 to 1",
            String.format(Locale.ROOT, "%x and %s", color, opacity),
            "correct them");
      }
    }

    /** The mask of a frame, which must be of its size. */
    Mask mask(Image frame, int index) {
      Mask mask = masks.apply(index);
      if (mask.width() != frame.width() || mask.height() != frame.height()) {
        throw new InvalidInputException(
            "mask of frame " + index,
            frame.width() + "x" + frame.height(),
            mask.width() + "x" + mask.height(),
            "give masks of the frame's size");
      }
      return mask;
    }
  }

  /**
   * Writes the animation, replacing an existing file; it repeats without end.
   *
   * @param frames 8-bit frames, grey or RGB (shown grey)
   * @param layers what lies over them, 0 to {@value OverlayPalette#MOST_LAYERS}; later ones cover
   *     earlier ones
   * @param frameTime how long a frame is shown. GIF counts hundredths of a second: the times of
   *     single frames are rounded so that the whole has the right length, and each is at least 20
   *     ms
   */
  public static void write(Path file, FrameSource frames, List<Layer> layers, Duration frameTime) {
    if (frameTime.isNegative() || frameTime.isZero()) {
      throw new InvalidInputException(
          "frame time", "above 0", frameTime + "", "take it from the cine");
    }
    int longest = Math.max(frames.width(), frames.height());
    if (frames.count() < 1 || longest > LONGEST_SIDE) {
      throw new InvalidInputException(
          "frames of an animation",
          "at least one, of at most " + LONGEST_SIDE + " pixels a side",
          frames.count() + " of " + frames.width() + "x" + frames.height(),
          "give other frames");
    }
    OverlayGif gif = new OverlayGif(frames, List.copyOf(layers));
    AtomicFiles.write(file, "GIF animation", out -> gif.write(out, frameTime));
  }

  private void write(OutputStream out, Duration frameTime) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      long shown = 0;
      for (int i = 0; i < frames.count(); i++) {
        long due = Math.round((i + 1) * (frameTime.toNanos() / 1e7));
        long delay = Math.max(SHORTEST_CENTISECONDS, Math.min(due - shown, 0xffff));
        shown += delay;
        BufferedImage picture = picture(i);
        writer.writeToSequence(
            new IIOImage(picture, null, metadata(writer, picture, i == 0, delay)), null);
        stream.flushBefore(stream.getStreamPosition());
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  private BufferedImage picture(int index) {
    Image frame = frames.frame(index);
    byte[] pixels = palette.grey(frame);
    for (int layer = 0; layer < layers.size(); layer++) {
      palette.tint(pixels, layers.get(layer).mask(frame, index), layer);
    }
    BufferedImage picture =
        new BufferedImage(
            frame.width(), frame.height(), BufferedImage.TYPE_BYTE_INDEXED, palette.colors());
    picture.getRaster().setDataElements(0, 0, frame.width(), frame.height(), pixels);
    return picture;
  }

  private static IIOMetadata metadata(
      ImageWriter writer, BufferedImage picture, boolean first, long delay) throws IOException {
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), null);
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Long.toString(delay));
    control.setAttribute("transparentColorIndex", "0");
    if (first) {
      IIOMetadataNode loop = child(child(root, "ApplicationExtensions"), "ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0}); // repeat, without end
    }
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }

  private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
    IIOMetadataNode child = new IIOMetadataNode(name);
    parent.appendChild(child);
    return child;
  }
}
