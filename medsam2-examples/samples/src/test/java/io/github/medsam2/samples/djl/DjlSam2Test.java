// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Mask;
import ai.djl.modality.cv.translator.Sam2Translator.Sam2Input;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.model.xca.XcaNano;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DjlSam2Test {
  private static final MedSam2 MODEL = XcaNano.load(ModelOptions.defaults().threads(1));

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static Image picture(int shift) {
    byte[] grey = new byte[120 * 80];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) (Math.abs(i % 120 - i / 120 - shift) < 6 ? 60 : 170);
    }
    return ImageFactory.getInstance()
        .fromImage(BufferedImages.of(io.github.medsam2.image.Image.gray8(120, 80, grey)));
  }

  private static void assertSame(DetectedObjects found, Segmentation expected) {
    DetectedObjects.DetectedObject object = found.item(0);
    assertThat(object.getProbability()).isEqualTo(expected.iou());
    io.github.medsam2.image.Mask mask = expected.mask();
    float[][] inside = ((Mask) object.getBoundingBox()).getProbDist();
    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < 120; x++) {
        assertThat(inside[y][x] > 0).isEqualTo(mask.contains(x, y));
      }
    }
  }

  /** Boxes and clicks of both kinds mean what they mean to the library itself. */
  @Test
  void answersAreTheLibrarysOwn() {
    Image picture = picture(10);
    Sam2Input input =
        Sam2Input.builder(picture)
            .addBox(10, 5, 70, 60)
            .addPoint(30, 20, 1)
            .addPoint(90, 20, 0)
            .build();
    try (DjlSam2 djl = new DjlSam2(MODEL);
        ImageEmbedding features = MODEL.embed(DjlImages.toImage(picture))) {
      Segmentation expected =
          MODEL.prompt(features).box(10, 5, 70, 60).point(30, 20).notPoint(90, 20).predict();
      assertSame(djl.predict(input), expected);
      assertSame(djl.predict(input), expected);
      assertThatThrownBy(() -> djl.predict(Sam2Input.builder(picture).build()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anObjectIsFollowed() {
    List<Image> frames = List.of(picture(10), picture(12), picture(14));
    try (DjlCine cine = new DjlCine(MODEL, frames)) {
      DetectedObjects shown =
          cine.prompt(Sam2Input.builder(frames.get(1)).addBox(10, 5, 70, 60).build());
      Map<Integer, DetectedObjects> all = cine.follow();
      assertThat(all).containsOnlyKeys(0, 1, 2);
      assertThat(all.get(1)).hasToString(shown.toString());
      assertThatThrownBy(() -> cine.prompt(Sam2Input.builder(picture(9)).addPoint(1, 2).build()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
