// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFolderTest {
  @TempDir private Path folder;

  private void save(String name, int width, int height, int grey, String format)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, grey);
    }
    assertThat(ImageIO.write(image, format, folder.resolve(name).toFile())).isTrue();
  }

  @Test
  void ordersFramesByNumber() throws IOException {
    save("frame10.png", 8, 4, 10, "png");
    save("frame9.JPG", 8, 4, 9, "jpeg");
    save("frame1.jpeg", 8, 4, 1, "jpeg");
    save(".frame0.png", 8, 4, 0, "png");
    Files.writeString(folder.resolve("frame2.txt"), "no frame");
    Files.createDirectory(folder.resolve("frame3.png"));
    FrameFolder frames = FrameFolder.open(folder);
    assertThat(frames.count()).isEqualTo(3);
    assertThat(frames.width()).isEqualTo(8);
    assertThat(frames.height()).isEqualTo(4);
    int[] greys = {1, 9, 10};
    for (int i = 0; i < 3; i++) {
      Image frame = frames.frame(i);
      assertThat(frame.channels()).isEqualTo(1);
      assertThat(frame.value(7, 3, 0)).isEqualTo(greys[i]);
    }
    assertThat(frames.file(2)).hasFileName("frame10.png");
  }

  @Test
  void decodesAFrameWhenItIsAskedFor() throws IOException {
    save("1.png", 8, 4, 1, "png");
    save("2.png", 8, 4, 2, "png");
    FrameFolder frames = FrameFolder.open(folder);
    save("2.png", 8, 4, 7, "png");
    assertThat(frames.frame(1).value(0, 0, 0)).isEqualTo(7);
  }

  @Test
  void refusesOtherSizesAndDamagedFrames() throws IOException {
    save("1.png", 8, 4, 1, "png");
    save("2.png", 8, 5, 2, "png");
    Files.writeString(folder.resolve("3.png"), "no image");
    FrameFolder frames = FrameFolder.open(folder);
    assertThatThrownBy(() -> frames.frame(1))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("frame 1")
        .hasMessageContaining("8x5");
    assertThatThrownBy(() -> frames.frame(2)).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> frames.frame(3)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> frames.frame(-1)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesAFolderWithoutFrames() {
    assertThatThrownBy(() -> FrameFolder.open(folder)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> FrameFolder.open(folder.resolve("none")))
        .isInstanceOf(MedSam2Exception.class);
  }

  @Test
  void naturalOrderIsTheOrderOfNumbers() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "b", "a10", "a9", "a", "a09b", "a9a", "10", "9", "a99999999999999999999", "a009"));
    names.sort(new NaturalOrder());
    assertThat(names)
        .containsExactly(
            "9", "10", "a", "a009", "a9", "a9a", "a09b", "a10", "a99999999999999999999", "b");
  }
}
