// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Objects followed through clips. */
class TrackTest {

  /** A square that comes on frame 1, moves right by a pixel a frame, and is gone on frame 5. */
  private static Sample moving() {
    List<Image> frames = new ArrayList<>();
    List<Mask> masks = new ArrayList<>();
    for (int f = 0; f < 8; f++) {
      frames.add(Robots.image(f));
      masks.add(f == 0 || f == 5 ? Mask.empty(64, 64) : Robots.rectangle(10 + f, 10, 10, 10));
    }
    return new Sample("clip", "p", frames, List.of(SampleObject.of(masks)));
  }

  private static final double[] SURE = {1, 5, 4, 3, 2, -1, 2, 1};

  @Test
  void framesAreJudgedFromTheFirstOnWhichTheObjectIsSeen() {
    ComparisonResult r =
        Comparison.of(SampleSet.of(List.of(moving())))
            .candidate("standing", new Robots.Standing(0, SURE))
            .candidate("only images", Robots.filling())
            .run();
    assertThat(r.protocols())
        .containsExactly(Protocol.trackedFromMask(), Protocol.trackedFromBox());
    assertThat(r.scores("only images", Protocol.trackedFromMask())).isEmpty();
    CaseScore s = r.scores("standing", Protocol.trackedFromMask()).get(0);
    TrackScore t = s.track().orElseThrow();
    // What stands still is what copies: 1 pixel a frame of 10.
    assertThat(t.frames()).extracting(TrackScore.Frame::after).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(t.at(1)).isCloseTo(0.9, within(1e-12));
    assertThat(t.at(5)).isCloseTo(0.5, within(1e-12));
    assertThat(t.at(4)).isNaN();
    assertThat(t.at(20)).isNaN();
    assertThat(t.mean()).isCloseTo((0.9 + 0.8 + 0.7 + 0.5 + 0.4) / 5, within(1e-12));
    assertThat(t.drift()).isCloseTo(-0.1, within(1e-12));
    assertThat(t.copiedMean()).isEqualTo(t.mean());
    assertThat(s.scores().dice()).isEqualTo(t.mean());
    assertThat(r.presenceAuroc("standing", Protocol.trackedFromMask())).isEqualTo(1);
    CaseScore empty = r.scores("standing", Protocol.trackedFromBox()).get(0);
    assertThat(empty.scores().dice()).isZero();
    assertThat(empty.track().orElseThrow().copiedMean()).isEqualTo(t.copiedMean());
  }

  @Test
  void answersThatAreTooFewAreAFailure() {
    CaseScore s =
        Comparison.of(SampleSet.of(List.of(moving())))
            .candidate("cut", new Robots.Standing(1, SURE))
            .run()
            .scores("cut", Protocol.trackedFromMask())
            .get(0);
    assertThat(s.failure()).hasValueSatisfying(f -> assertThat(f).contains("7 frames"));
    assertThat(s.scores().dice()).isZero();
  }

  @Property(tries = 50)
  void aurocIsTheShareOfPairsInOrder(
      @ForAll @Size(min = 2, max = 12) List<@IntRange(max = 4) Integer> scores,
      @ForAll @Size(min = 12, max = 12) List<Boolean> kinds) {
    List<Boolean> positive = kinds.subList(0, scores.size());
    double right = 0;
    int pairs = 0;
    for (int i = 0; i < scores.size(); i++) {
      for (int k = 0; k < scores.size(); k++) {
        if (positive.get(i) && !positive.get(k)) {
          pairs++;
          int order = Integer.compare(scores.get(i), scores.get(k));
          right += order > 0 ? 1 : order == 0 ? 0.5 : 0;
        }
      }
    }
    double auroc = Auroc.of(scores.stream().map(Integer::doubleValue).toList(), positive);
    if (pairs == 0) {
      assertThat(auroc).isNaN();
    } else {
      assertThat(auroc).isCloseTo(right / pairs, within(1e-12));
    }
  }
}
