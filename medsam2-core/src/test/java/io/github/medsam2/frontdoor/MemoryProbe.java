// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.PromptRequest;
import io.github.medsam2.image.Image;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.testing.NanoModel;
import io.github.medsam2.testing.OwnProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Writes by how many kilobytes 200 images and 5,000 prompts made this process grow. */
final class MemoryProbe {
  private static final int IMAGES = 200;
  private static final int ONE_BY_ONE = 5;
  private static final List<Prompts> TOGETHER =
      IntStream.range(0, 20)
          .mapToObj(i -> Prompts.of(new BoxPrompt(2 * i, 5, 41 + 2 * i, 60)))
          .toList();

  private MemoryProbe() {}

  /** Arguments: the report, the checkpoint, the engine. */
  public static void main(String[] arguments) throws IOException {
    Image image = NanoModel.image(2);
    try (MedSam2 model = MedSam2.load(Path.of(arguments[1]), NanoModel.options(arguments[2]))) {
      OwnProcess.report(arguments[0], IMAGES, () -> work(model, image));
    }
  }

  private static void work(MedSam2 model, Image image) {
    try (ImageEmbedding embedded = model.embed(image)) {
      model.predict(embedded, TOGETHER);
      for (int i = 0; i < ONE_BY_ONE; i++) {
        PromptRequest point = model.prompt(embedded).point(18 * i, 30);
        (i % 2 == 0 ? point : point.box(5, 5, 40 + i, 60)).predict();
      }
    }
  }
}
