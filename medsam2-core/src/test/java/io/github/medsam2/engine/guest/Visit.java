// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.guest;

import io.github.medsam2.Direction;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.VideoSession;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import java.util.List;

/** A host's program: opens a model, embeds, prompts and tracks. */
public final class Visit {

  private Visit() {}

  /** Arguments: the engine and a checkpoint of {@link NanoModel}. */
  public static void main(String[] arguments) {
    make(arguments[0], Path.of(arguments[1]));
  }

  /** The visit itself. */
  public static void make(String engine, Path checkpoint) {
    try (MedSam2 model = MedSam2.load(checkpoint, NanoModel.options(engine));
        ImageEmbedding image = model.embed(NanoModel.image(0));
        VideoSession cine =
            model.session(FrameSource.of(List.of(NanoModel.image(1), NanoModel.image(2))))) {
      model.prompt(image).box(10, 10, 60, 50).predict();
      cine.object("vessel").on(0).box(10, 10, 60, 50);
      cine.propagate(Direction.FORWARD).run();
    }
  }
}
