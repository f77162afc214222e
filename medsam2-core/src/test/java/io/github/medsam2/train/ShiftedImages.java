// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import java.util.ArrayList;
import java.util.List;

/** Images as of another machine: blurred, and bright where they were dark. Masks stay. */
public final class ShiftedImages {
  /** So often (1 2 1) / 4 is taken both ways: a blur of sigma 2 pixels. */
  private static final int BLURS = 8;

  private ShiftedImages() {}

  public static SampleSet of(SampleSet all) {
    List<Sample> shifted = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Sample s = all.get(i);
      shifted.add(Sample.of(s.id(), s.group(), shifted(s.image()), s.objects()));
    }
    return SampleSet.of(shifted);
  }

  private static Image shifted(Image image) {
    Image grey = Intensity.standard().toUint8(image).toGray();
    int width = grey.width();
    int height = grey.height();
    float[] values = grey.plane(0);
    for (int i = 0; i < BLURS; i++) {
      values = blurred(values, width, 1, width);
      values = blurred(values, width * height, width, height);
    }
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 - Math.round(values[i]));
    }
    return Image.gray8(width, height, pixels);
  }

  /** Along lines of pixels that are a step apart; what is beyond the ends is as the ends are. */
  private static float[] blurred(float[] values, int period, int step, int count) {
    float[] out = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int at = i % period / step % count;
      float before = at == 0 ? values[i] : values[i - step];
      float after = at == count - 1 ? values[i] : values[i + step];
      out[i] = (before + 2 * values[i] + after) / 4;
    }
    return out;
  }
}
