// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertClose;
import static io.github.medsam2.frontdoor.ModelUnderTest.assertRefused;
import static io.github.medsam2.frontdoor.ModelUnderTest.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.PromptRequest;
import io.github.medsam2.Segmentation;
import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered to which prompt. */
public interface PromptContract extends ModelUnderTest {

  /** An image embedded by the model under test. */
  private ImageEmbedding embedded() {
    return model().embed(NanoModel.image(2));
  }

  private static Mask square(int from, int to) {
    byte[] pixels = new byte[90 * 70];
    for (int y = from; y < to; y++) {
      Arrays.fill(pixels, y * 90 + from, y * 90 + to, (byte) 1);
    }
    return Mask.of(90, 70, pixels);
  }

  /** Boxes beyond one batch, and every other kind of prompt between them. */
  private static List<Prompts> manyPrompts() {
    List<Prompts> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(Prompts.of(new BoxPrompt(2 * i, i, 40 + 2 * i, 30 + 2 * i)));
      if (i % 4 == 0) {
        PointPrompt point = PointPrompt.positive(4 * i, 3 * i);
        all.add(Prompts.of(point));
        all.add(Prompts.of(point, PointPrompt.negative(60 - i, 50)));
        all.add(Prompts.of(new BoxPrompt(5, i, 50, 60), point));
        all.add(Prompts.of(new MaskPrompt(square(i, i + 30))));
        all.add(Prompts.of(new MaskPrompt(square(i, i + 30)), point));
      }
    }
    return all;
  }

  /** Several prompts in one call, the same prompts one by one. */
  @Test
  default void promptsDoNotInfluenceEachOther() {
    List<Prompts> prompts = manyPrompts();
    try (ImageEmbedding image = embedded()) {
      List<Segmentation> together = model().predict(image, prompts);
      assertThat(together).hasSameSizeAs(prompts);
      for (int i = 0; i < prompts.size(); i++) {
        PromptRequest alone = model().prompt(image);
        for (var prompt : prompts.get(i).all()) {
          alone = alone.and(prompt);
        }
        assertClose(together.get(i), alone.predict(), ROUNDING);
      }
    }
  }

  /** No prompts, no answers. */
  @Test
  default void noPromptsGiveNoAnswers() {
    try (ImageEmbedding image = embedded()) {
      assertThat(model().predict(image, List.of())).isEmpty();
    }
  }

  /** The three readings come best first, and a single point is answered with the first. */
  @Test
  default void aPointGivesTheBestReading() {
    try (ImageEmbedding image = embedded()) {
      for (int i = 0; i < 10; i++) {
        PromptRequest point = model().prompt(image).point(8 * i, 60 - 5 * i);
        List<Segmentation> readings = point.predictReadings();
        assertThat(readings)
            .hasSize(3)
            .isSortedAccordingTo(Comparator.comparing(Segmentation::iou).reversed());
        assertSame(point.predict(), readings.get(0));
      }
    }
  }

  /** A box is answered with the single mask, or the best reading where that one is unstable. */
  @Test
  default void aBoxGivesTheStableAnswer(@TempDir Path folder) {
    assertThat(stableAnswers(model())).isZero();
    Path file = folder.resolve("sure.pt");
    TorchZip.write(file, sure(), Map.of());
    try (MedSam2 sure = MedSam2.load(file, options())) {
      assertThat(stableAnswers(sure)).isEqualTo(10);
    }
  }

  /** The weights with a hundredfold single mask: hardly a pixel of it is in doubt. */
  private static Map<String, HostTensor> sure() {
    Map<String, HostTensor> tensors = NanoModel.tensors();
    for (String end : List.of("weight", "bias")) {
      tensors.computeIfPresent(
          "sam_mask_decoder.output_hypernetworks_mlps.0.layers.2." + end,
          (key, value) -> {
            float[] values = value.toFloatArray();
            for (int i = 0; i < values.length; i++) {
              values[i] *= 100;
            }
            return HostTensor.of(values, value.shape().dims());
          });
    }
    return tensors;
  }

  /** How many of ten boxes have a stable single mask; each is answered as it should be. */
  private static int stableAnswers(MedSam2 model) {
    int stable = 0;
    try (ImageEmbedding image = model.embed(NanoModel.image(2))) {
      for (int i = 0; i < 10; i++) {
        PromptRequest box = model.prompt(image).box(i, i, 12 + 3 * i, 70 - i);
        Segmentation single = box.predictSingle();
        boolean isStable = stability(single.lowResLogits()) >= 0.98;
        stable += isStable ? 1 : 0;
        assertSame(box.predict(), isStable ? single : box.predictReadings().get(0));
      }
    }
    return stable;
  }

  /** The share of the pixels above -0.05 that are above 0.05 as well. */
  private static double stability(float[] logits) {
    int inner = 0;
    int outer = 0;
    for (float v : logits) {
      inner += v > 0.05f ? 1 : 0;
      outer += v > -0.05f ? 1 : 0;
    }
    return outer == 0 ? 1 : (double) inner / outer;
  }

  /** What was found before has a say, with further prompts or alone. */
  @Test
  default void refiningUsesTheEarlierAnswer() {
    try (ImageEmbedding image = embedded()) {
      PromptRequest point = model().prompt(image).point(40, 30);
      List<Segmentation> readings = point.predictReadings();
      Segmentation first = readings.get(0);
      PromptRequest both = point.notPoint(70, 60);
      Segmentation refined = both.refine(first).predict();
      assertThat(refined.mask()).isNotEqualTo(first.mask()).isNotEqualTo(both.predict().mask());
      assertThat(both.refine(readings.get(2)).predict().lowResLogits())
          .isNotEqualTo(refined.lowResLogits());
      assertThat(model().prompt(image).refine(first).predict().lowResLogits())
          .isNotEqualTo(refined.lowResLogits());
    }
  }

  /** A mask on the image's grid is a prompt like another. */
  @Test
  default void aMaskIsAPrompt() {
    try (ImageEmbedding image = embedded()) {
      float[] small = model().prompt(image).mask(square(10, 20)).predict().lowResLogits();
      float[] large = model().prompt(image).mask(square(10, 60)).predict().lowResLogits();
      float[] none = model().prompt(image).mask(Mask.empty(90, 70)).predict().lowResLogits();
      assertThat(small).isNotEqualTo(large).isNotEqualTo(none);
      assertThat(model().prompt(image).mask(square(10, 20)).box(5, 5, 30, 30).predict())
          .satisfies(s -> assertThat(s.lowResLogits()).isNotEqualTo(small));
    }
  }

  /** A mask on another grid is refused, and the right grid named. */
  @Test
  default void aMaskOnAnotherGridIsRefused() {
    try (ImageEmbedding image = embedded()) {
      Mask turned = Mask.empty(70, 90);
      String words = "mask prompt: expected 90x70, the image's grid, found 70x90";
      assertRefused(() -> model().prompt(image).mask(turned).predict()).hasMessageContaining(words);
      List<Prompts> prompts =
          List.of(Prompts.of(new BoxPrompt(1, 1, 9, 9)), Prompts.of(new MaskPrompt(turned)));
      assertRefused(() -> model().predict(image, prompts)).hasMessageContaining(words);
    }
  }

  /** One mask or the other: two of them would be one too many for the decoder. */
  @Test
  default void aMaskBesideAnEarlierAnswerIsRefused() {
    try (ImageEmbedding image = embedded()) {
      Segmentation earlier = model().prompt(image).point(40, 30).predict();
      PromptRequest both = model().prompt(image).mask(square(10, 30)).refine(earlier);
      assertRefused(both::predict).hasMessageContaining("a mask prompt or an earlier answer");
    }
  }

  /** Without a text encoder a text is refused, and what would take it is said. */
  @Test
  default void aTextIsRefused() {
    try (ImageEmbedding image = embedded()) {
      PromptRequest text =
          model().prompt(image).box(1, 1, 50, 50).describe(CoronaryPrompt.parse("LAD"));
      assertRefused(text::predict)
          .isInstanceOf(UnsupportedPromptException.class)
          .hasMessageContaining("description: expected a model with a text encoder")
          .hasMessageContaining(model().info().name())
          .hasMessageContaining("give a box or points");
    }
  }

  /** A request without a prompt is refused. */
  @Test
  default void nothingIsRefused() {
    try (ImageEmbedding image = embedded()) {
      PromptRequest nothing = model().prompt(image);
      assertRefused(nothing::predict).hasMessageContaining("expected a box, points or a mask");
      assertRefused(nothing::predictSingle).hasMessageContaining("found nothing");
      assertRefused(nothing::predictReadings).hasMessageContaining("found nothing");
    }
  }

  /** Prompts may lie outside the image by up to its size, and are answered. */
  @ParameterizedTest
  @CsvSource({"-90, -70, 180, 140", "-0.001, 35, 90, 70.5", "91, 71, 120, 100", "-90, 0, 5, 70"})
  default void promptsBeyondTheImageAreAnswered(double x0, double y0, double x1, double y1) {
    try (ImageEmbedding image = embedded()) {
      PromptRequest request = model().prompt(image);
      for (PromptRequest r : List.of(request.point(x0, y0), request.box(x0, y0, x1, y1))) {
        assertThat(r.predict().iou()).isBetween(0f, 1f);
        assertThat(r.predict().lowResLogits()).isNotEmpty().doesNotContain(Float.NaN);
      }
    }
  }

  /** Coordinates of something else (millimetres, another image) are named. */
  @ParameterizedTest
  @CsvSource({
    "180.5, 5, x from -90 to 180, 180.5",
    "5, -70.1, y from -70 to 140, -70.1",
    "1e30, 5, x from -90 to 180, 1.0E30",
    "5, 1e300, y from -70 to 140, 1.0E300"
  })
  default void promptsFarFromTheImageAreRefused(double x, double y, String limit, String found) {
    try (ImageEmbedding image = embedded()) {
      PromptRequest point = model().prompt(image).point(x, y);
      assertRefused(point::predict)
          .hasMessageContaining(limit)
          .hasMessageContaining("found " + found);
      BoxPrompt box = new BoxPrompt(Math.min(x, 4), Math.min(y, 4), x + 5, y + 5);
      assertRefused(() -> model().predict(image, List.of(Prompts.of(box))))
          .hasMessageContaining("prompt: expected " + limit);
    }
  }

  /** Nothing is written into an answer, nor into a request that was extended. */
  @Test
  default void requestsAndAnswersAreImmutable() {
    try (ImageEmbedding image = embedded()) {
      PromptRequest box = model().prompt(image).box(10, 10, 60, 50);
      Segmentation before = box.predict();
      before.lowResLogits()[0] = Float.NaN;
      before.logits()[0] = Float.NaN;
      Segmentation longer = box.point(12, 12).refine(before).predict();
      assertThat(longer.lowResLogits()).isNotEqualTo(before.lowResLogits());
      assertSame(box.predict(), before);
    }
  }
}
