// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.NanoModel;
import io.github.medsam2.testing.SharedData;
import org.junit.jupiter.api.Test;

/** A trained model on real coronary angiograms gives the original's masks. */
public interface AngiogramContract extends ModelUnderTest {

  /** Three crops with a box each: logits, predicted IoU and pixels. */
  @Test
  default void angiogramsGiveTheOriginalsMasks() {
    Golden golden = Golden.of(SharedData.require("data/models/xca-probe_golden.safetensors"));
    try (MedSam2 model =
        MedSam2.load(
            SharedData.require("data/models/xca-probe.pt"),
            NanoModel.options(engine()).imageSize(256))) {
      for (int i = 0; i < 3; i++) {
        String name = "case" + i;
        float[] box = golden.floats(name + ".box");
        Image crop = Image.gray8(256, 256, golden.bytes(name + ".image"));
        try (ImageEmbedding image = model.embed(crop)) {
          check(
              golden,
              name,
              model.prompt(image).box(box[0], box[1], box[2], box[3]).predictSingle());
        }
      }
    }
  }

  private static void check(Golden golden, String name, Segmentation found) {
    golden.assertClose(name + ".low_res", found.lowResLogits(), 2e-4, false);
    assertThat(found.iou()).isCloseTo(golden.floats(name + ".iou")[0], within(1e-4f));
    Mask mask = Mask.of(256, 256, golden.bytes(name + ".mask"));
    assertThat(mask.area()).as(name).isGreaterThan(100);
    int differing = found.mask().minus(mask).area() + mask.minus(found.mask()).area();
    assertThat(differing).as("pixels of " + name).isLessThanOrEqualTo(2);
  }
}
