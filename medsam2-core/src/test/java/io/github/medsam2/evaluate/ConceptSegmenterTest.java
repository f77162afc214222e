// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.concept.FoundBox;
import io.github.medsam2.concept.Instance;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.concept.ConceptNets;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.NanoModel;
import io.github.medsam2.testing.Sam3Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The two meanings of a box side by side, with the reduced network. */
class ConceptSegmenterTest {
  private static Checkpoint weights;
  private static MedSam2 model;

  private final Image image = NanoModel.image(2);

  @BeforeAll
  static void open() {
    weights = sure();
    model =
        MedSam2.of(
            weights,
            ModelOptions.defaults()
                .engine("onnx")
                .threads(1)
                .heads(4)
                .windows(4)
                .globalBlocks(2, 5));
  }

  /** The reduced network, which is unsure of everything, with scores turned round and steeper. */
  private static Checkpoint sure() {
    try (Checkpoint unsure = ConceptNets.nano()) {
      Map<String, HostTensor> all = unsure.values();
      all.replaceAll(
          (key, value) -> key.contains("dot_prod_scoring.hs_proj") ? turned(value) : value);
      return Sam3Weights.file(all);
    }
  }

  private static HostTensor turned(HostTensor value) {
    float[] numbers = value.toFloatArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= -20;
    }
    return HostTensor.of(numbers, value.shape().dims());
  }

  @AfterAll
  static void close() {
    model.close();
    weights.close();
  }

  /** The box of the surest instance that a search by this very box finds again, if any is. */
  private Answer answer(Candidate candidate, BoxPrompt box) {
    try (Segmenter.Prepared ready = ((Segmenter) candidate).prepare(List.of(image))) {
      return ready.answer(Prompts.of(box), null);
    }
  }

  private BoxPrompt someInstance() {
    try (ImageEmbedding embedding = model.embed(image)) {
      Instance any = model.concepts(embedding).text("visual").threshold(0).find().byScore().get(0);
      FoundBox b = any.box();
      return new BoxPrompt(
          Math.max(b.x0(), 0),
          Math.max(b.y0(), 0),
          Math.min(b.x1(), image.width() - 1.0),
          Math.min(b.y1(), image.height() - 1.0));
    }
  }

  @Test
  void theInstanceAboutTheBoxIsTheAnswerOrNothingIs() {
    BoxPrompt box = someInstance();
    Optional<Instance> about;
    try (ImageEmbedding embedding = model.embed(image)) {
      about = model.concepts(embedding).example(box).find().about(box);
    }
    Answer found = answer(Candidate.ofConcepts(model), box);
    assertThat(about).isPresent();
    assertThat(found.mask()).isEqualTo(about.orElseThrow().mask());
    assertThat(found.mask().isEmpty()).isFalse();
    assertThat(found.predictedIou()).isNaN();
    assertThat(answer(Candidate.ofConcepts(model, "wire"), box).mask().width())
        .isEqualTo(image.width());
    BoxPrompt corner = new BoxPrompt(0, 0, 1, 1);
    assertThat(answer(Candidate.ofConcepts(model), corner).mask().isEmpty()).isTrue();
  }

  @Test
  void clicksAndClipsAreNotItsQuestion() {
    Candidate concepts = Candidate.ofConcepts(model);
    assertThatThrownBy(() -> ((Segmenter) concepts).prepare(List.of(image, image)))
        .isInstanceOf(InvalidInputException.class);
    try (Segmenter.Prepared ready = ((Segmenter) concepts).prepare(List.of(image))) {
      assertThatThrownBy(() -> ready.answer(Prompts.of(new PointPrompt(3, 3, true)), null))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("box");
    }
  }

  @Test
  void bothStandInOneComparison() {
    Mask disc = Mask.ofPolygon(90, 70, 20, 16, 60, 16, 60, 50, 20, 50);
    SampleSet set =
        SampleSet.of(List.of(Sample.of("a", "patient a", image, List.of(SampleObject.of(disc)))));
    ComparisonResult result =
        Comparison.of(set)
            .candidate("PVS", Candidate.of(model))
            .candidate("PCS", Candidate.ofConcepts(model))
            .protocols(Protocol.box(BoxDrawing.EXACT))
            .run(progress -> true);
    assertThat(result.candidates().keySet()).containsExactly("PVS", "PCS");
    for (String name : List.of("PVS", "PCS")) {
      assertThat(result.summary(name, Protocol.box(BoxDrawing.EXACT), Metric.DICE).mean().values())
          .isEqualTo(1);
    }
  }
}
