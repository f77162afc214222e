// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bright discs on a dark ground, two in an image and one image of each patient. */
final class Discs {
  static final int SIDE = 64;

  private Discs() {}

  static Mask disc(int x0, int y0, int radius) {
    byte[] mask = new byte[SIDE * SIDE];
    for (int p = 0; p < mask.length; p++) {
      int dx = p % SIDE - x0;
      int dy = p / SIDE - y0;
      mask[p] = (byte) (dx * dx + dy * dy < radius * radius ? 1 : 0);
    }
    return Mask.of(SIDE, SIDE, mask);
  }

  private static Sample sample(int number) {
    CounterRandom random = CounterRandom.of(number);
    List<SampleObject> objects = new ArrayList<>();
    byte[] grey = new byte[SIDE * SIDE];
    for (int i = 0; i < 2; i++) {
      Mask mask =
          disc(
              14 + 34 * i + random.below(5, i),
              20 + random.below(24, 2 + i),
              8 + random.below(5, 4 + i));
      for (int p = 0; p < grey.length; p++) {
        grey[p] = mask.contains(p % SIDE, p / SIDE) ? (byte) (180 + 40 * i) : grey[p];
      }
      objects.add(SampleObject.of(mask));
    }
    return Sample.of(
        "image " + number, "patient " + number, Image.gray8(SIDE, SIDE, grey), objects);
  }

  static SampleSet samples(int from, int to) {
    List<Sample> samples = new ArrayList<>();
    for (int i = from; i < to; i++) {
      samples.add(sample(i));
    }
    return SampleSet.of(samples);
  }

  /** Objects on the left are one stratum, those on the right the other; exact boxes are known. */
  static CaseSource cases(int from, int to) {
    SampleSet samples = samples(from, to);
    CaseSource plain =
        CaseSource.of(
            samples, o -> o.mask().bounds().orElseThrow().x() < SIDE / 3 ? "left" : "right");
    return new CaseSource() {
      @Override
      public int size() {
        return plain.size();
      }

      @Override
      public String id(int index) {
        return plain.id(index);
      }

      @Override
      public String imageId(int index) {
        return plain.imageId(index);
      }

      @Override
      public String group(int index) {
        return plain.group(index);
      }

      @Override
      public String stratum(int index) {
        return plain.stratum(index);
      }

      @Override
      public Image image(int index) {
        return plain.image(index);
      }

      @Override
      public Optional<Mask> truth(int index) {
        return plain.truth(index);
      }

      @Override
      public Optional<Prompts> hint(int index) {
        return plain.truth(index).map(t -> Prompts.of(BoxPrompt.around(t)));
      }
    };
  }
}
