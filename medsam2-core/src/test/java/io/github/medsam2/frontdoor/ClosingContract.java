// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertRefused;
import static io.github.medsam2.frontdoor.ModelUnderTest.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.testing.EightThreads;
import io.github.medsam2.testing.NanoModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Using something too late is an error in words; closing twice is none. */
public interface ClosingContract extends ModelUnderTest {

  /** A closed embedding cannot be prompted; the model goes on. */
  @Test
  default void aClosedEmbeddingIsRefused() {
    ImageEmbedding image = model().embed(NanoModel.image(2));
    image.close();
    image.close();
    List<Prompts> box = List.of(Prompts.of(new BoxPrompt(1, 1, 50, 50)));
    assertRefused(() -> model().prompt(image).point(5, 5).predict()).hasMessageContaining("closed");
    assertRefused(() -> model().predict(image, box)).hasMessageContaining("closed");
    try (ImageEmbedding next = model().embed(NanoModel.image(2))) {
      assertThat(model().predict(next, box)).hasSize(1);
    }
  }

  /** A closed model can neither embed nor prompt, and its embeddings still close. */
  @Test
  default void aClosedModelIsRefused() {
    MedSam2 model = another();
    ImageEmbedding image = model.embed(NanoModel.image(2));
    Segmentation before = model.prompt(image).point(5, 5).predict();
    model.close();
    model.close();
    assertRefused(() -> model.embed(NanoModel.image(2))).hasMessageContaining("closed");
    assertRefused(() -> model.prompt(image).point(5, 5).predict()).hasMessageContaining("closed");
    image.close();
    image.close();
    assertThat(before.mask().area()).isBetween(0, 90 * 70);
    assertThat(model.info().name()).isEqualTo(model().info().name());
  }

  /** A model that never ran closes too. */
  @Test
  default void anUnusedModelCloses() {
    MedSam2 model = another();
    model.close();
    model.close();
    assertRefused(() -> model.embed(NanoModel.image(2))).hasMessageContaining("closed");
  }

  /** An embedding belongs to the model that made it. */
  @Test
  default void anotherModelsEmbeddingIsRefused() {
    try (MedSam2 other = another();
        ImageEmbedding image = other.embed(NanoModel.image(2))) {
      assertRefused(() -> model().prompt(image).point(5, 5).predict())
          .hasMessageContaining("image embedding: expected one of this model")
          .hasMessageContaining("embed the image with the model that is prompted");
    }
  }

  /** Models do not share a life. */
  @Test
  default void closingOneModelLeavesTheOthers() {
    try (ImageEmbedding image = model().embed(NanoModel.image(2))) {
      Segmentation before = model().prompt(image).point(5, 5).predict();
      try (MedSam2 other = another();
          ImageEmbedding theirs = other.embed(NanoModel.image(2))) {
        assertSame(other.prompt(theirs).point(5, 5).predict(), before);
      }
      assertSame(model().prompt(image).point(5, 5).predict(), before);
    }
  }

  /** Closed in the midst of work, a model ends it with an answer or an error, never a crash. */
  @Test
  default void closingDuringWorkIsSafe() throws Exception {
    for (int round = 0; round < 2; round++) {
      MedSam2 model = another();
      ImageEmbedding image = model.embed(NanoModel.image(2));
      Segmentation right = model.prompt(image).point(5, 5).predict();
      AtomicInteger answers = new AtomicInteger();
      EightThreads.run(
          thread -> {
            if (thread == 7) {
              while (answers.get() < 8) {
                Thread.onSpinWait();
              }
              model.close();
              return thread;
            }
            try {
              while (true) {
                assertSame(model.prompt(image).point(5, 5).predict(), right);
                answers.incrementAndGet();
                model.embed(NanoModel.image(thread)).close();
              }
            } catch (MedSam2Exception e) {
              assertThat(e).hasMessageContaining("closed");
            }
            return thread;
          });
      image.close();
    }
  }
}
