// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelPngTest {
  @TempDir private Path folder;

  private static void assertLabels(Image labels, int factor) {
    assertThat(labels.width()).isEqualTo(5);
    assertThat(labels.height()).isEqualTo(4);
    for (int i = 0; i < 20; i++) {
      assertThat(labels.value(i % 5, i / 5, 0)).as("pixel %d", i).isEqualTo(i % 4 * factor);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"palette-2bit.png", "palette-4bit.png", "palette-8bit.png"})
  void readsPaletteIndices(String name) {
    assertLabels(LabelPng.read(Fixtures.file("labels/" + name)), 1);
  }

  @Test
  void readsIndicesAndNotColours() {
    assertLabels(LabelPng.read(Fixtures.file("labels/palette-one-color.png")), 85);
    assertLabels(LabelPng.read(Fixtures.file("labels/grey.png")), 85);
    Image bits = LabelPng.read(Fixtures.file("labels/grey-1bit.png"));
    assertThat(LabelPng.numbers(bits)).containsExactly(1);
    assertThat(LabelPng.mask(bits, 1).area()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "grey-16bit.png", "README.md"})
  void refusesWhatHoldsNoNumbers(String name) {
    Path file = Fixtures.file(name.endsWith("md") ? name : "labels/" + name);
    assertThatThrownBy(() -> LabelPng.read(file)).isInstanceOf(FormatException.class);
  }

  @Test
  void writesIndicesInTheColoursOfDavis() throws IOException {
    Path file = folder.resolve("labels.png");
    Image labels = LabelPng.read(Fixtures.file("labels/palette-8bit.png"));
    LabelPng.write(file, labels);
    assertLabels(LabelPng.read(file), 1);
    BufferedImage shown = ImageIO.read(file.toFile());
    assertThat(shown.getColorModel()).isInstanceOf(IndexColorModel.class);
    int[] colors = {0x000000, 0x800000, 0x008000, 0x808000};
    for (int x = 0; x < 4; x++) {
      assertThat(shown.getRGB(x, 0) & 0xffffff).isEqualTo(colors[x]);
    }
    IndexColorModel palette = (IndexColorModel) shown.getColorModel();
    assertThat(palette.getRGB(255) & 0xffffff).isEqualTo(0xe0e0c0);
    assertThat(palette.getRGB(22) & 0xffffff).isEqualTo(0x00c080);
  }

  @Test
  void mergesMasksTheSmallerNumberFirst() {
    Mask left = Mask.of(3, 1, new byte[] {1, 1, 0});
    Mask right = Mask.of(3, 1, new byte[] {0, 1, 1});
    Image labels = LabelPng.merge(new TreeMap<>(Map.of(7, left, 200, right)));
    assertThat(labels.value(0, 0, 0)).isEqualTo(7);
    assertThat(labels.value(1, 0, 0)).isEqualTo(7);
    assertThat(labels.value(2, 0, 0)).isEqualTo(200);
    assertThat(LabelPng.numbers(labels)).containsExactly(7, 200);
    assertThat(LabelPng.mask(labels, 200).contains(2, 0)).isTrue();
    assertThat(LabelPng.mask(labels, 200).area()).isEqualTo(1);
    assertThat(LabelPng.mask(labels, 9).area()).isZero();
  }

  @Test
  void refusesNumbersAndSizesThatDoNotFit() {
    Mask mask = Mask.of(3, 1, new byte[3]);
    Mask tall = Mask.of(1, 3, new byte[3]);
    for (Map<Integer, Mask> wrong :
        List.of(
            Map.<Integer, Mask>of(),
            Map.of(0, mask),
            Map.of(256, mask),
            Map.of(1, mask, 2, tall))) {
      assertThatThrownBy(() -> LabelPng.merge(new TreeMap<>(wrong)))
          .isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> LabelPng.write(folder.resolve("x.png"), Image.rgb8(1, 1, new byte[3])))
        .isInstanceOf(InvalidInputException.class);
    assertThat(folder.resolve("x.png")).doesNotExist();
  }

  @Test
  void keepsLimits() {
    Path file = Fixtures.file("labels/palette-8bit.png");
    assertThatThrownBy(() -> LabelPng.read(file, new ReadLimits(19, 1000)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("19 voxels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"palette-4bit.png", "palette-8bit.png", "grey.png"})
  void survivesDamage(String name) throws Exception {
    Path file = folder.resolve(name);
    byte[] good = Files.readAllBytes(Fixtures.file("labels/" + name));
    Mutants.survive(
        name, good, mutant -> LabelPng.read(Files.write(file, PngChecksums.repaired(mutant))));
  }
}
