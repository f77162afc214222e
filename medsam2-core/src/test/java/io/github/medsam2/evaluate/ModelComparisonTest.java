// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.CentreClicks;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of this library is judged as it is used. */
class ModelComparisonTest {
  private static final Mask TRUTH = Robots.rectangle(12, 20, 40, 25);
  private static final Mask LATER = Robots.rectangle(14, 21, 40, 25);

  @TempDir Path folder;

  private static SampleSet samples() {
    List<Image> frames = List.of(Robots.image(1), Robots.image(2), Robots.image(3));
    SampleObject followed = SampleObject.of(List.of(TRUTH, LATER, Mask.empty(64, 64)));
    SampleObject late = SampleObject.of(List.of(Mask.empty(64, 64), TRUTH, LATER));
    return SampleSet.of(
        List.of(
            Robots.sample("still", "p", TRUTH, Robots.rectangle(3, 3, 20, 9)),
            new Sample("clip", "q", frames, List.of(followed, late))));
  }

  @Test
  void answersAreThoseOfTheFrontDoor() {
    try (MedSam2 model = NanoModel.open(folder, "onnx")) {
      ComparisonResult r = Comparison.baseline(model, samples());
      assertThat(r.scores()).allMatch(s -> s.failure().isEmpty());
      assertThat(r.protocols()).isEqualTo(Protocol.standard());
      Sample still = samples().get(0);
      try (ImageEmbedding image = model.embed(still.image())) {
        Segmentation box =
            model.predict(image, List.of(Prompts.of(BoxPrompt.around(TRUTH)))).get(0);
        CaseScore s = r.scores("baseline", Protocol.box(BoxDrawing.EXACT)).get(0);
        assertThat(s.scores()).isEqualTo(MaskScores.of(box.mask(), TRUTH));
        assertThat(s.predictedIou()).isEqualTo(box.iou());
        CentreClicks robot = new CentreClicks();
        PointPrompt first = robot.first(TRUTH, i -> 0).orElseThrow();
        Segmentation one = model.prompt(image).and(first).predict();
        PointPrompt second = robot.next(TRUTH, one.mask(), List.of(first), i -> 0).orElseThrow();
        Segmentation two = model.prompt(image).and(first).and(second).refine(one).predict();
        PointPrompt third =
            robot.next(TRUTH, two.mask(), List.of(first, second), i -> 0).orElseThrow();
        Segmentation three =
            model.prompt(image).and(first).and(second).and(third).refine(two).predict();
        assertThat(r.scores("baseline", Protocol.clicks(1)).get(0).scores())
            .isEqualTo(MaskScores.of(one.mask(), TRUTH));
        assertThat(r.scores("baseline", Protocol.clicks(3)).get(0).scores())
            .isEqualTo(MaskScores.of(three.mask(), TRUTH));
      }
      List<CaseScore> tracks = r.scores("baseline", Protocol.trackedFromMask());
      assertThat(tracks).hasSize(2);
      assertThat(tracks.get(0).track().orElseThrow().frames())
          .extracting(TrackScore.Frame::seen)
          .containsExactly(true, false);
      assertThat(tracks.get(1).track().orElseThrow().frames()).hasSize(1);
      ComparisonResult again =
          Comparison.of(samples())
              .candidate("again", model)
              .protocols(Protocol.trackedFromMask())
              .run();
      assertThat(again.scores())
          .extracting(CaseScore::track)
          .containsExactlyElementsOf(tracks.stream().map(CaseScore::track).toList());
      r.writeHtml(folder.resolve("page.html"));
      assertThat(folder.resolve("page.html")).content().contains("Tracking", "copied mask");
    }
  }
}
