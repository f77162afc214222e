// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.testing.EightThreads;
import io.github.medsam2.testing.NanoModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Eight threads get what one gets, to the bit. */
public interface ThreadContract extends ModelUnderTest {

  private static List<Prompts> prompts() {
    List<Prompts> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      BoxPrompt box = new BoxPrompt(3 * i, 2 * i, 30 + 4 * i, 40 + 2 * i);
      all.add(Prompts.of(box));
      all.add(Prompts.of(PointPrompt.positive(8 * i, 6 * i)));
      all.add(Prompts.of(box, PointPrompt.negative(8 * i, 6 * i)));
    }
    return all;
  }

  private static Segmentation answer(MedSam2 model, ImageEmbedding image, Prompts prompts) {
    return model.predict(image, List.of(prompts)).get(0);
  }

  /** One model, one embedding. */
  @Test
  default void threadsShareAnEmbedding() throws Exception {
    List<Prompts> prompts = prompts();
    int n = prompts.size();
    try (ImageEmbedding image = model().embed(NanoModel.image(2))) {
      List<Segmentation> alone = prompts.stream().map(p -> answer(model(), image, p)).toList();
      List<List<Segmentation>> atOnce =
          EightThreads.run(
              thread ->
                  IntStream.range(0, n)
                      .mapToObj(i -> answer(model(), image, prompts.get((thread * 5 + i) % n)))
                      .toList());
      for (int thread = 0; thread < atOnce.size(); thread++) {
        for (int i = 0; i < n; i++) {
          assertSame(atOnce.get(thread).get(i), alone.get((thread * 5 + i) % n));
        }
      }
    }
  }

  /** One model that was never used, eight images. */
  @Test
  default void threadsEmbedAtOnce() throws Exception {
    BoxPrompt box = new BoxPrompt(10, 12, 60, 50);
    List<Segmentation> alone = IntStream.range(0, 8).mapToObj(i -> whole(model(), i, box)).toList();
    try (MedSam2 fresh = another()) {
      List<List<Segmentation>> atOnce =
          EightThreads.run(
              thread ->
                  IntStream.range(0, 8)
                      .mapToObj(i -> whole(fresh, (thread + i) % 8, box))
                      .toList());
      for (int thread = 0; thread < 8; thread++) {
        for (int i = 0; i < 8; i++) {
          assertSame(atOnce.get(thread).get(i), alone.get((thread + i) % 8));
        }
      }
    }
    assertThat(alone.get(1).lowResLogits()).isNotEqualTo(alone.get(0).lowResLogits());
  }

  private static Segmentation whole(MedSam2 model, int number, BoxPrompt box) {
    try (ImageEmbedding image = model.embed(NanoModel.image(number))) {
      return answer(model, image, Prompts.of(box));
    }
  }
}
