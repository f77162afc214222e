// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.ConceptRequest;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.concept.Instance;
import io.github.medsam2.concept.Instances;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model's search for concepts, asked by the box as an example: it answers with all instances, and
 * the one {@linkplain Instances#about about} the box is the answer; none is an empty mask.
 *
 * @param model with weights for concepts
 * @param words beside the box; none for the box alone
 */
record ConceptSegmenter(MedSam2 model, Optional<String> words) implements Segmenter {

  @Override
  public Prepared prepare(List<Image> frames) {
    if (frames.size() != 1) {
      throw new InvalidInputException(
          "search for concepts", "an image", frames.size() + " frames", "leave clips out");
    }
    return new OnImage(this, model.embed(frames.get(0)));
  }

  @Override
  public String toString() {
    return "concepts of " + model + words.map(w -> ", \"" + w + "\"").orElse("");
  }

  /** What was found about the box. */
  private record Found(Mask mask, double objectScore) implements Answer {}

  private record OnImage(ConceptSegmenter of, ImageEmbedding image) implements Prepared {
    @Override
    public Answer answer(Prompts prompts, @Nullable Answer earlier) {
      BoxPrompt box =
          prompts.all().stream()
              .filter(BoxPrompt.class::isInstance)
              .map(BoxPrompt.class::cast)
              .findFirst()
              .orElseThrow(OnImage::noBox);
      if (prompts.all().size() > 1) {
        throw noBox();
      }
      ConceptRequest request = of.model.concepts(image);
      Instances found =
          (of.words.isPresent() ? request.text(of.words.get()) : request).example(box).find();
      return found
          .about(box)
          .map(OnImage::found)
          .orElseGet(() -> new Found(Mask.empty(image.width(), image.height()), 0));
    }

    private static Answer found(Instance best) {
      return new Found(best.mask(), best.score());
    }

    private static InvalidInputException noBox() {
      return new InvalidInputException(
          "search for concepts", "one box and nothing else", "other prompts", "judge it by boxes");
    }

    @Override
    public void close() {
      image.close();
    }
  }
}
