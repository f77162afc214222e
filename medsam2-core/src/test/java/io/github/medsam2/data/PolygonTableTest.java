// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolygonTableTest {
  private static final String SQUARE = "1 1 4 1 4 4 1 4";

  @TempDir Path folder;

  @BeforeEach
  void images() {
    for (String name : new String[] {"7.png", "12.png"}) {
      ImageFile.writePng(folder.resolve(name), Image.gray8(8, 6, new byte[48]));
    }
  }

  private void table(String... lines) throws IOException {
    Files.writeString(folder.resolve(PolygonTable.NAME), String.join("\n", lines) + "\n");
  }

  @Test
  void outlinesOfACategoryAreOneSegment() throws IOException {
    table(
        "12\t7\t" + SQUARE,
        "12\t7\t5 1 7 1 7 3",
        "12\t24\t" + SQUARE,
        "7\t1\t" + SQUARE,
        "7\t2\t20 20 30 20 30 30");
    SampleSet set = Arcade.segments(folder);
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.id(0)).isEqualTo("12");
    assertThat(set.group(1)).isEqualTo("7");
    Sample first = set.get(0);
    assertThat(first.objects()).hasSize(2);
    assertThat(first.objects().get(0).mask().area()).isEqualTo(9 + 3);
    assertThat(first.objects().stream().flatMap(o -> o.description().stream()))
        .extracting(Description::render)
        .containsExactly("SYNTAX 7", "SYNTAX 12b");
    assertThat(set.get(1).objects()).hasSize(1);
    assertThat(Arcade.stenoses(folder).get(0).objects()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12\t7",
        "x\t7\t1 1 4 1 4 4",
        "12\t7\t1 1 4 1 4",
        "12\t7\t1 1 4 1",
        "12\t7\t1 1 4 1 4 b",
        "12\t7\t",
        "",
        "13\t7\t1 1 4 1 4 4"
      })
  void linesOfAnotherFormAreRefused(String line) throws IOException {
    table("7\t1\t" + SQUARE, line);
    assertThatThrownBy(() -> PolygonTable.read(folder, Labelling.none()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(PolygonTable.NAME);
  }

  @Test
  void unknownCategoriesAndMissingTablesAreRefused() throws IOException {
    assertThatThrownBy(() -> Arcade.segments(folder)).isInstanceOf(MedSam2Exception.class);
    table("7\t27\t" + SQUARE);
    SampleSet set = Arcade.segments(folder);
    assertThatThrownBy(() -> set.get(0)).isInstanceOf(InvalidInputException.class);
  }
}
