// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.Patterns;
import io.github.medsam2.net.tracker.Departures;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.NanoModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A network that asks for it sees a first box as an earlier answer that fills the box. */
public interface FilledBoxContract extends ModelUnderTest {
  /** As large as the model's input: a cell of a mask is four pixels. */
  Image IMAGE = Image.gray8(128, 128, Patterns.slice(128, 128, 3));

  private MedSam2 filling() {
    return asking(Departures.FILLED_BOXES);
  }

  /** The model under test with keys that ask for more. */
  private MedSam2 asking(String... keys) {
    Map<String, StoredTensor> all = new HashMap<>();
    NanoModel.tensors().forEach((key, value) -> all.put(key, new StoredTensor(value, null)));
    HostTensor sure = HostTensor.of(new float[] {10}, 1);
    for (String key : keys) {
      all.put(key, new StoredTensor(sure, null));
    }
    return MedSam2.of(Checkpoint.of("asking", all), options());
  }

  /** A mask prompt has softer edges, which matters less than whether there is one. */
  @Test
  default void aFirstBoxIsAlsoItsMask() {
    Mask area = Mask.ofPolygon(128, 128, 16, 24, 80, 24, 80, 100, 16, 100);
    try (MedSam2 filling = filling();
        ImageEmbedding seen = filling.embed(IMAGE);
        ImageEmbedding plain = model().embed(IMAGE)) {
      Segmentation boxed = filling.prompt(seen).box(16, 24, 79, 99).predictSingle();
      assertThat(area.area()).isEqualTo(64 * 76);
      Segmentation masked = model().prompt(plain).box(16, 24, 79, 99).mask(area).predictSingle();
      Segmentation corners = model().prompt(plain).box(16, 24, 79, 99).predictSingle();
      assertThat(ModelUnderTest.distance(boxed, masked)).isLessThan(0.15f);
      assertThat(ModelUnderTest.distance(boxed, corners)).isGreaterThan(0.3f);
    }
  }

  /** Clicks fill nothing, and an earlier answer takes the place of the box. */
  @Test
  default void allElseIsAsBefore() {
    try (MedSam2 filling = filling();
        ImageEmbedding seen = filling.embed(IMAGE);
        ImageEmbedding plain = model().embed(IMAGE)) {
      Segmentation clicked = filling.prompt(seen).point(40, 50).predict();
      assertSame(clicked, model().prompt(plain).point(40, 50).predict());
      assertSame(
          filling.prompt(seen).box(16, 24, 79, 99).refine(clicked).predict(),
          model().prompt(plain).box(16, 24, 79, 99).refine(clicked).predict());
    }
  }

  /** Two clicks are as many tokens as a box. */
  @Test
  default void manyAtOnceAreAsOneByOne() {
    Prompts box = Prompts.of(new BoxPrompt(17, 23, 90, 71));
    Prompts clicks = Prompts.of(PointPrompt.positive(30, 30)).and(PointPrompt.negative(90, 40));
    try (MedSam2 filling = filling();
        ImageEmbedding seen = filling.embed(IMAGE)) {
      List<Segmentation> all = filling.predict(seen, List.of(box, clicks));
      assertSame(all.get(0), filling.prompt(seen).and(box).predict());
      assertSame(all.get(1), filling.prompt(seen).and(clicks).predict());
    }
  }

  /** Clicks are seen where they are painted, first or over an earlier answer. */
  @Test
  default void clicksMayBePainted() {
    Prompts box = Prompts.of(new BoxPrompt(17, 23, 90, 71));
    Prompts clicks = Prompts.of(PointPrompt.positive(30, 30)).and(PointPrompt.negative(90, 40));
    try (MedSam2 painting = asking(Departures.FILLED_BOXES, Departures.PAINTED_CLICKS);
        MedSam2 filling = filling();
        ImageEmbedding seen = painting.embed(IMAGE);
        ImageEmbedding plain = filling.embed(IMAGE)) {
      Segmentation first = painting.prompt(seen).and(clicks).predict();
      Segmentation corners = filling.prompt(plain).and(clicks).predict();
      assertThat(ModelUnderTest.distance(first, corners)).isGreaterThan(0.05f);
      assertSame(
          filling.prompt(plain).and(box).predict(), painting.prompt(seen).and(box).predict());
      List<Segmentation> all = painting.predict(seen, List.of(clicks, box));
      assertSame(all.get(0), first);
      Segmentation refined = painting.prompt(seen).and(clicks).refine(first).predictSingle();
      Segmentation before = filling.prompt(plain).and(clicks).refine(first).predictSingle();
      assertThat(ModelUnderTest.distance(refined, before)).isGreaterThan(0.01f);
    }
  }

  /** What is told lies in the box, to half a cell; a refined answer is the network's own. */
  @Test
  default void answersMayBeFittedToTheirBoxes() {
    try (MedSam2 fitting = asking(Departures.FITTED_BOXES);
        ImageEmbedding seen = fitting.embed(IMAGE);
        ImageEmbedding plain = model().embed(IMAGE)) {
      Segmentation fitted = fitting.prompt(seen).box(40, 40, 79, 71).predict();
      Segmentation raw = model().prompt(plain).box(40, 40, 79, 71).predict();
      assertThat(raw.mask().bounds().orElseThrow().width()).isGreaterThan(44);
      fitted
          .mask()
          .bounds()
          .ifPresent(
              b -> {
                assertThat(b.x()).isGreaterThanOrEqualTo(38);
                assertThat(b.y()).isGreaterThanOrEqualTo(38);
                assertThat(b.x() + b.width()).isLessThanOrEqualTo(82);
                assertThat(b.y() + b.height()).isLessThanOrEqualTo(74);
              });
      assertSame(
          fitting.prompt(seen).box(40, 40, 79, 71).refine(raw).predict(),
          model().prompt(plain).box(40, 40, 79, 71).refine(raw).predict());
      assertSame(
          fitting.prompt(seen).point(50, 50).predict(),
          model().prompt(plain).point(50, 50).predict());
    }
  }

  /**
   * An unstable mask gives way to the best reading, unless the weights say that it is the answer.
   */
  @Test
  default void theSingleMaskMayAnswerHoweverUnstable() {
    Prompts box = Prompts.of(new BoxPrompt(16, 24, 79, 99));
    Prompts click = Prompts.of(PointPrompt.positive(30, 30));
    try (MedSam2 single = asking(Departures.ONE_MASK);
        ImageEmbedding seen = single.embed(IMAGE);
        ImageEmbedding plain = model().embed(IMAGE)) {
      assertSame(single.prompt(seen).and(box).predict(), alone(single, seen, box));
      float giveWay =
          ModelUnderTest.distance(
              model().prompt(plain).and(box).predict(), alone(model(), plain, box));
      assertThat(giveWay).isGreaterThan(0.01f);
      assertSame(
          single.prompt(seen).and(click).predict(), model().prompt(plain).and(click).predict());
    }
  }

  private static Segmentation alone(MedSam2 model, ImageEmbedding image, Prompts prompts) {
    return model.prompt(image).and(prompts).predictSingle();
  }
}
