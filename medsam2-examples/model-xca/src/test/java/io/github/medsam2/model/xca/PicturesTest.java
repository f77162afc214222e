// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final int SIDE = 64;

  /** A picture of its own for each seed, its pixels off by as much as JPEG changes them. */
  private static Sample picture(String id, long seed, long noise) {
    Random drawn = new Random(seed);
    double[] coarse = drawn.doubles(64, 60, 190).toArray();
    Random off = new Random(noise);
    byte[] grey = new byte[SIDE * SIDE];
    for (int i = 0; i < grey.length; i++) {
      double value = coarse[i / SIDE / 8 * 8 + i % SIDE / 8] + off.nextGaussian() * 3;
      grey[i] = (byte) Math.round(value);
    }
    SampleObject object = SampleObject.of(Mask.ofPolygon(SIDE, SIDE, 4, 4, 20, 4, 20, 20));
    return Sample.of(id, id, Image.gray8(SIDE, SIDE, grey), List.of(object));
  }

  private static SampleSet set(String name, long noise, long... seeds) {
    List<Sample> all = new ArrayList<>();
    for (long seed : seeds) {
      all.add(picture(name + seed, seed, noise + seed));
    }
    return SampleSet.of(all);
  }

  @Test
  void picturesThatStandElsewhereAreLeftOut() {
    SampleSet left =
        Pictures.without(set("a", 100, 1, 2, 3, 4), set("b", 200, 2, 9), set("c", 300, 4));
    assertThat(left.size()).isEqualTo(2);
    assertThat(left.id(0)).isEqualTo("a1");
    assertThat(left.id(1)).isEqualTo("a3");
    assertThat(Pictures.without(set("a", 100, 1)).size()).isEqualTo(1);
  }

  @Test
  void theSamePictureIsFoundInAnotherSet() {
    assertThat(Pictures.pairs(set("a", 100, 1, 2, 3), set("b", 200, 9, 3, 1)))
        .isEqualTo(Map.of(0, 2, 2, 1));
  }
}
