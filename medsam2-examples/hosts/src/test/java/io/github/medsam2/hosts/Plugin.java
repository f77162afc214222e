// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hosts;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.image.Image;
import java.nio.file.Path;
import java.util.function.Function;

/** What hosts load: the number of pixels that a model finds in a picture, by its checkpoint. */
public final class Plugin implements Function<Path, Object> {

  /** Called by hosts. */
  public Plugin() {}

  @Override
  public Object apply(Path checkpoint) {
    ModelOptions options = ModelOptions.defaults().threads(1).imageSize(128);
    try (MedSam2 model = MedSam2.load(checkpoint, options);
        ImageEmbedding image = model.embed(Image.gray8(90, 70, pixels()))) {
      return model.prompt(image).box(10, 10, 60, 50).predict().mask().area();
    }
  }

  static byte[] pixels() {
    byte[] pixels = new byte[90 * 70];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 31 % 251);
    }
    return pixels;
  }
}
