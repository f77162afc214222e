// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.sampling.CounterRandom;
import java.nio.ByteBuffer;

/**
 * Random changes of grey values; one draw holds for all frames of a clip but for the noise. Grey
 * values are 0 to 255.
 *
 * @param gammaMost exponents of 1 / this to this, at least 1
 * @param contrast factors of 1 - this to 1 + this about the middle, 0 to below 1
 * @param brightness up to so many grey values either way
 * @param noise normal, of a standard deviation up to so many grey values
 * @param inverted share of samples with dark and bright swapped, 0 to 1
 */
public record GreyChange(
    double gammaMost, double contrast, double brightness, double noise, double inverted) {

  /** No change. */
  public static final GreyChange NONE = new GreyChange(1, 0, 0, 0, 0);

  /** For X-ray angiography. */
  public static final GreyChange ANGIOGRAPHY = new GreyChange(1.4, 0.25, 20, 6, 0);

  /** Checks the ranges. */
  public GreyChange {
    Augmentation.require("gamma", gammaMost >= 1 && gammaMost <= 10, "1 to 10", gammaMost);
    Augmentation.require("contrast", contrast >= 0 && contrast < 1, "0 to below 1", contrast);
    Augmentation.require(
        "brightness", brightness >= 0 && brightness <= 255, "0 to 255", brightness);
    Augmentation.require("noise", noise >= 0 && noise <= 255, "0 to 255", noise);
    Augmentation.require("share inverted", inverted >= 0 && inverted <= 1, "0 to 1", inverted);
  }

  Drawn draw(CounterRandom random) {
    float[] table = new float[256];
    double gamma = StrictMath.pow(gammaMost, 2 * random.uniform(0) - 1);
    double factor = 1 + contrast * (2 * random.uniform(1) - 1);
    double offset = brightness * (2 * random.uniform(2) - 1);
    boolean swapped = random.uniform(4) < inverted;
    for (int i = 0; i < 256; i++) {
      double bent = 255 * StrictMath.pow(i / 255.0, gamma);
      double value = (bent - 127.5) * factor + 127.5 + offset;
      table[i] = (float) (swapped ? 255 - value : value);
    }
    return new Drawn(table, (float) (noise * random.uniform(3)));
  }

  /** One draw. */
  record Drawn(float[] table, float deviation) {

    Image apply(Image image, CounterRandom random) {
      ByteBuffer in = image.pixels();
      byte[] out = new byte[in.remaining()];
      for (int i = 0; i < out.length; i++) {
        float value = table[in.get(i) & 255];
        if (deviation > 0) {
          value += deviation * (float) random.normal(i / image.channels());
        }
        out[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
      return Image.of(
          image.width(), image.height(), image.channels(), PixelType.UINT8, ByteBuffer.wrap(out));
    }
  }
}
