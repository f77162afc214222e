// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CocoFileTest {
  private static final Mask BAR = Mask.ofPolygon(8, 6, 2, 1, 6, 1, 6, 4, 2, 4);

  @TempDir Path folder;

  @BeforeEach
  void images() throws IOException {
    Files.createDirectories(folder.resolve("annotations"));
    Files.createDirectories(folder.resolve("images"));
    for (String name : new String[] {"1.png", "2.png"}) {
      ImageFile.writePng(folder.resolve("images").resolve(name), Image.gray8(8, 6, new byte[48]));
    }
  }

  private void file(String images, String annotations) throws IOException {
    String text =
        """
        {"info": {"year": [1, {"a": null}]}, "annotations": [%s], "images": [%s],
         "categories": [{"id": 1, "name": "12a"}, {"id": 7, "name": "7"},
                        {"id": 26, "name": "stenosis", "supercategory": ""}]}
        """;
    Files.writeString(
        folder.resolve("annotations/train.json"),
        String.format(java.util.Locale.ROOT, text, annotations, images));
  }

  private static String annotation(long image, int category, String segmentation) {
    return "{\"image_id\": "
        + image
        + ", \"category_id\": "
        + category
        + ", \"bbox\": [0, 0, 1, 1], \"segmentation\": "
        + segmentation
        + "}";
  }

  private static final String IMAGES =
      "{\"id\": 5000000001, \"file_name\": \"2.png\", \"width\": 8, \"height\": 6},"
          + "{\"id\": 4, \"file_name\": \"1.png\"}";

  @Test
  void polygonsAndRunLengthsAreRead() throws IOException {
    String counts = Arrays.toString(CocoRle.of(BAR).counts());
    file(
        IMAGES,
        String.join(
            ",",
            annotation(4, 1, "[[2,1, 6,1, 6,4, 2,4], [0,5, 1,5, 1,6, 0,6]]"),
            annotation(5000000001L, 7, "{\"size\": [6, 8], \"counts\": " + counts + "}"),
            annotation(
                5000000001L,
                26,
                "{\"size\": [6, 8], \"counts\": \"" + CocoRle.of(BAR).compressed() + "\"}"),
            annotation(4, 26, "[]")));
    SampleSet set = Arcade.segments(folder);
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.id(0)).isEqualTo("2.png");
    Sample runs = set.get(0);
    assertThat(runs.objects()).extracting(SampleObject::mask).containsExactly(BAR, BAR);
    assertThat(runs.objects().get(1).description()).isEmpty();
    SampleObject polygons = set.get(1).objects().get(0);
    assertThat(polygons.mask().area()).isEqualTo(12 + 1);
    assertThat(polygons.description().map(Description::render)).hasValue("SYNTAX 12a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[1,1,2,2]]",
        "[[1,1,2,2,\"x\",3]]",
        "[3]",
        "{\"size\": [6, 8]}",
        "{\"size\": [6], \"counts\": [48]}",
        "{\"size\": [6, 8], \"counts\": [40]}",
        "{\"size\": [6, 8], \"counts\": \"~~~\"}",
        "7",
        "[[1,1,2,2,1e999,3]]"
      })
  void brokenRegionsAreRefused(String segmentation) throws IOException {
    file(IMAGES, annotation(4, 1, segmentation));
    assertThatThrownBy(() -> Arcade.segments(folder)).isInstanceOf(MedSam2Exception.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secret.png", "/etc/passwd", ".", "", "a/../../x.png"})
  void imagesLieInTheirFolder(String name) throws IOException {
    file(
        "{\"id\": 4, \"file_name\": \"" + name + "\"}", annotation(4, 1, "[[2,1, 6,1, 6,4, 2,4]]"));
    assertThatThrownBy(() -> Arcade.segments(folder))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"images\": 3}", "{\"images\": [{}]}", "{\"images\": [", "x"})
  void otherTextsAreRefused(String text) throws IOException {
    Files.writeString(folder.resolve("annotations/train.json"), text);
    assertThatThrownBy(() -> Arcade.stenoses(folder)).isInstanceOf(MedSam2Exception.class);
  }

  @Test
  void annotationsOfNoImageAndAbsentFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> Arcade.segments(folder))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("polygons.tsv");
    file(IMAGES, annotation(99, 1, "[[2,1, 6,1, 6,4, 2,4]]"));
    assertThatThrownBy(() -> Arcade.segments(folder)).isInstanceOf(MedSam2Exception.class);
    Path none = folder.resolve("none.json");
    assertThatThrownBy(() -> CocoFile.read(none, folder, Labelling.none()))
        .isInstanceOf(MedSam2Exception.class);
  }
}
