// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayGifTest {
  private static final int WIDTH = 16;
  private static final int HEIGHT = 8;
  @TempDir private Path folder;

  /** Frame i is a ramp of grey along x, brighter by i. */
  private record Ramp(int count, boolean rgb) implements FrameSource {
    @Override
    public int width() {
      return WIDTH;
    }

    @Override
    public int height() {
      return HEIGHT;
    }

    @Override
    public Image frame(int index) {
      int channels = rgb ? 3 : 1;
      byte[] pixels = new byte[WIDTH * HEIGHT * channels];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (i / channels % WIDTH * 16 + index);
      }
      return rgb ? Image.rgb8(WIDTH, HEIGHT, pixels) : Image.gray8(WIDTH, HEIGHT, pixels);
    }
  }

  /** One pixel at (i, 2) on frame i. */
  private static Mask dot(int i) {
    byte[] pixels = new byte[WIDTH * HEIGHT];
    pixels[2 * WIDTH + i] = 1;
    return Mask.of(WIDTH, HEIGHT, pixels);
  }

  private static final class Gif {
    final List<BufferedImage> frames = new ArrayList<>();
    final List<Integer> delays = new ArrayList<>();

    Gif(Path file) throws IOException {
      ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
      try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
        reader.setInput(in);
        for (int i = 0; i < reader.getNumImages(true); i++) {
          frames.add(reader.read(i));
          IIOMetadataNode root =
              (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
          IIOMetadataNode control =
              (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
          delays.add(Integer.valueOf(control.getAttribute("delayTime")));
        }
      } finally {
        reader.dispose();
      }
    }
  }

  private static void assertColor(int rgb, int red, int green, int blue, int tolerance) {
    assertThat(rgb >> 16 & 0xff).isCloseTo(red, within(tolerance));
    assertThat(rgb >> 8 & 0xff).isCloseTo(green, within(tolerance));
    assertThat(rgb & 0xff).isCloseTo(blue, within(tolerance));
  }

  @Test
  void laysMasksOverGreyFrames() throws IOException {
    Path file = folder.resolve("overlay.gif");
    OverlayGif.Layer half = new OverlayGif.Layer(OverlayGifTest::dot, 0xff0000, 0.5);
    OverlayGif.write(file, new Ramp(4, false), List.of(half), Duration.ofMillis(40));
    Gif gif = new Gif(file);
    assertThat(gif.frames).hasSize(4);
    assertThat(gif.delays).containsOnly(4);
    for (int i = 0; i < 4; i++) {
      for (int x = 0; x < WIDTH; x++) {
        int grey = 16 * x + i;
        assertColor(gif.frames.get(i).getRGB(x, 1), grey, grey, grey, 2);
        boolean inside = x == i;
        assertColor(
            gif.frames.get(i).getRGB(x, 2),
            inside ? (grey + 255) / 2 : grey,
            inside ? grey / 2 : grey,
            inside ? grey / 2 : grey,
            2);
      }
    }
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(bytes).startsWith("GIF89a").contains("NETSCAPE2.0\u0003\u0001\0\0");
  }

  @Test
  void laterLayersCoverEarlierOnes() throws IOException {
    Path file = folder.resolve("layers.gif");
    OverlayGif.Layer red = new OverlayGif.Layer(OverlayGifTest::dot, 0xff0000, 1);
    OverlayGif.Layer blue = new OverlayGif.Layer(OverlayGifTest::dot, 0x0000ff, 1);
    OverlayGif.write(file, new Ramp(1, true), List.of(red, blue), Duration.ofMillis(100));
    Gif gif = new Gif(file);
    assertColor(gif.frames.get(0).getRGB(0, 2), 0, 0, 255, 0);
    assertColor(gif.frames.get(0).getRGB(9, 2), 144, 144, 144, 3);
  }

  @Test
  void roundsTheTimesOfFramesToTheWholeLength() throws IOException {
    Path file = folder.resolve("times.gif");
    OverlayGif.write(file, new Ramp(15, false), List.of(), Duration.ofNanos(1_000_000_000 / 15));
    List<Integer> delays = new Gif(file).delays;
    assertThat(delays).containsOnly(6, 7);
    assertThat(delays.stream().mapToInt(d -> d).sum()).isEqualTo(100);
    OverlayGif.write(file, new Ramp(3, false), List.of(), Duration.ofMillis(5));
    assertThat(new Gif(file).delays).containsOnly(2);
  }

  @Test
  void refusesWhatDoesNotFitAndLeavesNoFile() {
    Path file = folder.resolve("refused.gif");
    FrameSource frames = new Ramp(2, false);
    Duration time = Duration.ofMillis(40);
    OverlayGif.Layer small = new OverlayGif.Layer(i -> Mask.of(1, 1, new byte[1]), 0xff0000, 0.5);
    assertRefused(() -> OverlayGif.write(file, frames, List.of(small), time));
    assertRefused(() -> OverlayGif.write(file, frames, List.of(), Duration.ZERO));
    assertRefused(() -> OverlayGif.write(file, new Ramp(0, false), List.of(), time));
    assertRefused(() -> new OverlayGif.Layer(OverlayGifTest::dot, 0x1000000, 0.5));
    assertRefused(() -> new OverlayGif.Layer(OverlayGifTest::dot, 0, Double.NaN));
    OverlayGif.Layer layer = new OverlayGif.Layer(OverlayGifTest::dot, 0, 0.5);
    assertRefused(() -> OverlayGif.write(file, frames, Collections.nCopies(16, layer), time));
    FrameSource deep =
        new FrameSource() {
          @Override
          public int count() {
            return 1;
          }

          @Override
          public int width() {
            return 1;
          }

          @Override
          public int height() {
            return 1;
          }

          @Override
          public Image frame(int index) {
            return Image.of(1, 1, 1, PixelType.UINT16, ByteBuffer.allocate(2));
          }
        };
    assertRefused(() -> OverlayGif.write(file, deep, List.of(), time));
    assertThat(folder).isEmptyDirectory();
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class);
  }
}
