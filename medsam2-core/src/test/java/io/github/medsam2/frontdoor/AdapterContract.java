// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertRefused;
import static io.github.medsam2.frontdoor.ModelUnderTest.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.adapter.Adapters;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.testing.EightThreads;
import io.github.medsam2.testing.NanoModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A model with adapters is that of the merged weights, beside a base that stays as it was. */
public interface AdapterContract extends ModelUnderTest {

  private static Segmentation answer(MedSam2 model) {
    try (ImageEmbedding image = model.embed(NanoModel.image(2))) {
      return model.prompt(image).box(5, 5, 60, 50).predict();
    }
  }

  private Segmentation ofMerged(AdapterStack stack) {
    try (Checkpoint base = Checkpoint.open(checkpoint());
        MedSam2 merged = MedSam2.of(stack.mergedInto(base), options())) {
      return answer(merged);
    }
  }

  /** Switched to and fro on one engine, each gives its own answer to the bit. */
  @Test
  default void switchingGivesTheMergedModelsAnswers() {
    Adapter a = Adapters.nano("a", 1);
    Adapter b = Adapters.nano("b", 50);
    AdapterStack both = a.weighted(0.5).and(b, 1);
    Segmentation plain = answer(model());
    Segmentation mergedA = ofMerged(AdapterStack.of(a));
    Segmentation mergedBoth = ofMerged(both);
    try (MedSam2 withA = model().with(a);
        MedSam2 withBoth = model().with(both);
        MedSam2 stepwise = model().with(a.weighted(0.5)).with(b)) {
      for (int round = 0; round < 2; round++) {
        assertSame(answer(withA), mergedA);
        assertSame(answer(model()), plain);
        assertSame(answer(withBoth), mergedBoth);
      }
      assertSame(answer(stepwise), mergedBoth);
      assertThat(ModelUnderTest.distance(answer(withA), plain)).isGreaterThan(0.01f);
      assertThat(withA.adapters()).isEqualTo(AdapterStack.of(a));
      assertThat(withBoth).asString().contains("with 0.5 x a, b");
      assertThat(withA.info().source()).contains("with a");
      assertThat(model().adapters()).isEqualTo(AdapterStack.NONE);
    }
  }

  /** Nothing of an adapter is the base to the bit, embeddings included. */
  @Test
  default void weightZeroIsTheBase() {
    try (MedSam2 none = model().with(Adapters.nano("a", 1).weighted(0));
        ImageEmbedding image = model().embed(NanoModel.image(2))) {
      assertSame(
          none.prompt(image).box(5, 5, 60, 50).predict(),
          model().prompt(image).box(5, 5, 60, 50).predict());
    }
  }

  /** Features mean something else under other adapters. */
  @Test
  default void anEmbeddingRemembersItsAdapter() {
    Adapter a = Adapters.nano("hospital-a", 1);
    try (MedSam2 withA = model().with(a);
        MedSam2 sameAgain = model().with(Adapters.nano("hospital-a", 1));
        MedSam2 weaker = model().with(a.weighted(0.5));
        ImageEmbedding plain = model().embed(NanoModel.image(2));
        ImageEmbedding adapted = withA.embed(NanoModel.image(2))) {
      assertRefused(() -> withA.prompt(plain).point(5, 5).predict())
          .hasMessageContaining("image embedding: expected one of this model, with hospital-a")
          .hasMessageContaining("found one of another, with no adapter")
          .hasMessageContaining("embed the image with the model that is prompted");
      assertRefused(() -> model().prompt(adapted).point(5, 5).predict())
          .hasMessageContaining("with no adapter, found one of another, with hospital-a");
      assertRefused(() -> weaker.prompt(adapted).point(5, 5).predict())
          .hasMessageContaining("with 0.5 x hospital-a");
      assertSame(
          sameAgain.prompt(adapted).point(5, 5).predict(),
          withA.prompt(adapted).point(5, 5).predict());
    }
  }

  /** A cine is followed with the adapter, too: the memory stations run on merged weights. */
  @Test
  default void aSessionRunsWithTheAdapter() {
    Adapter a = Adapters.nano("a", 1);
    try (MedSam2 withA = model().with(a);
        Checkpoint base = Checkpoint.open(checkpoint());
        MedSam2 merged = MedSam2.of(AdapterStack.of(a).mergedInto(base), options())) {
      List<Segmentation> found = cine(withA);
      List<Segmentation> expected = cine(merged);
      for (int i = 0; i < expected.size(); i++) {
        assertSame(found.get(i), expected.get(i));
      }
    }
  }

  private static List<Segmentation> cine(MedSam2 model) {
    List<Segmentation> masks = new ArrayList<>();
    FrameSource frames =
        FrameSource.of(List.of(NanoModel.image(1), NanoModel.image(2), NanoModel.image(3)));
    try (VideoSession cine = model.session(frames)) {
      cine.object("lesion").on(0).box(5, 5, 60, 50);
      for (FrameResult f : cine.propagate(Direction.FORWARD)) {
        masks.add(f.objects().get("lesion"));
      }
    }
    assertThat(masks).hasSize(3);
    return masks;
  }

  /** Closing ends this model alone; closing the base ends all. */
  @Test
  default void closingIsOrderly() {
    MedSam2 base = another();
    MedSam2 first = base.with(Adapters.nano("a", 1));
    MedSam2 second = base.with(Adapters.nano("a", 1));
    Segmentation before = answer(first);
    ImageEmbedding image = first.embed(NanoModel.image(2));
    first.close();
    first.close();
    assertRefused(() -> answer(first)).hasMessageContaining("closed");
    assertRefused(() -> first.prompt(image).point(5, 5).predict()).hasMessageContaining("closed");
    assertRefused(() -> first.with(Adapters.nano("b", 2))).hasMessageContaining("closed");
    assertSame(answer(second), before);
    assertSame(answer(base), answer(model()));
    base.close();
    assertRefused(() -> answer(second)).hasMessageContaining("closed");
    assertRefused(() -> base.with(Adapters.nano("b", 2))).hasMessageContaining("closed");
    image.close();
    second.close();
  }

  /** Eight threads under four adapters at once get what each gets alone. */
  @Test
  default void threadsUseDifferentAdapters() throws Exception {
    List<MedSam2> models = new ArrayList<>(List.of(model()));
    for (int i = 1; i < 4; i++) {
      models.add(model().with(Adapters.nano("adapter " + i, 10 * i)));
    }
    List<Segmentation> atOnce =
        EightThreads.run(thread -> answer(models.get(thread % models.size())));
    for (int thread = 0; thread < atOnce.size(); thread++) {
      assertSame(atOnce.get(thread), answer(models.get(thread % models.size())));
    }
    models.subList(1, models.size()).forEach(MedSam2::close);
  }

  /** Closed in the midst of work, an adapted model ends it with an answer or an error. */
  @Test
  default void closingAnAdaptedModelDuringWorkIsSafe() throws Exception {
    Segmentation plain = answer(model());
    MedSam2 adapted = model().with(Adapters.nano("a", 1));
    Segmentation right = answer(adapted);
    AtomicInteger answers = new AtomicInteger();
    EightThreads.run(
        thread -> {
          if (thread == 7) {
            while (answers.get() < 8) {
              Thread.onSpinWait();
            }
            adapted.close();
            return thread;
          }
          try {
            while (true) {
              assertSame(answer(adapted), right);
              answers.incrementAndGet();
            }
          } catch (MedSam2Exception e) {
            assertThat(e).hasMessageContaining("closed");
          }
          return thread;
        });
    assertSame(answer(model()), plain);
  }

  /** An adapter of another network is refused by the key that does not fit. */
  @Test
  default void aForeignAdapterIsRefused() {
    Adapter foreign =
        new Adapter(
            "other",
            Map.of(
                "decoder.layers.0", Adapters.nano("a", 1).corrections().values().iterator().next()),
            Map.of());
    assertRefused(() -> model().with(foreign))
        .hasMessageContaining("adapter other, decoder.layers.0.weight")
        .hasMessageContaining("load the base it was trained on");
    Adapter overflowing =
        new Adapter(
            "hot",
            Map.of(
                "image_encoder.trunk.blocks.1.attn.qkv",
                Adapters.of(Adapters.nano("a", 1), "image_encoder.trunk.blocks.1.attn.qkv")
                    .withAlpha(1e300)),
            Map.of());
    assertRefused(() -> model().with(overflowing))
        .hasMessageContaining("adapter hot, image_encoder.trunk.blocks.1.attn.qkv.weight")
        .hasMessageContaining("finite");
  }
}
