// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What candidates are shown, and how clicks are counted. */
class ProtocolTest {
  private static final Mask SQUARE = Robots.rectangle(20, 20, 20, 20);

  private static ComparisonResult run(Segmenter robot, Protocol... protocols) {
    return Comparison.of(SampleSet.of(List.of(Robots.sample("a", "a", SQUARE))))
        .candidate("robot", robot)
        .protocols(protocols)
        .run();
  }

  private static CaseScore only(ComparisonResult result, Protocol p) {
    assertThat(result.scores("robot", p)).hasSize(1);
    return result.scores("robot", p).get(0);
  }

  @Test
  void clicksAreCountedUntilTheIouIsReached() {
    Segmenter robot = Robots.fifthByFifth(SQUARE);
    Protocol.ClicksTo to60 = Protocol.clicksTo(0.6);
    Protocol.ClicksTo to85 = Protocol.clicksTo(0.85);
    Protocol.ClicksTo box85 = Protocol.boxAndClicksTo(0.85);
    ComparisonResult r = run(robot, to60, to85, box85);
    assertThat(only(r, to60).effort()).contains(new CaseScore.Effort(3, true));
    assertThat(only(r, to60).scores().iou()).isCloseTo(0.6, within(1e-12));
    assertThat(only(r, to85).effort()).contains(new CaseScore.Effort(5, true));
    // The box counts as two: five answers are a box and four clicks.
    assertThat(only(r, box85).effort()).contains(new CaseScore.Effort(6, true));
    assertThat(only(r, box85).scores().dice()).isEqualTo(1);
  }

  @Test
  void whatIsNeverReachedCostsTheBudget() {
    Segmenter half = new Robots.Answering(p -> Robots.rectangle(20, 20, 10, 20));
    Protocol.ClicksTo clicks = Protocol.clicksTo(0.85);
    Protocol.ClicksTo box = new Protocol.ClicksTo(0.85, true, 7);
    ComparisonResult r = run(half, clicks, box);
    assertThat(only(r, clicks).effort()).contains(new CaseScore.Effort(20, false));
    assertThat(only(r, box).effort()).contains(new CaseScore.Effort(7, false));
    assertThat(only(r, clicks).scores().iou()).isEqualTo(0.5);
    assertThat(r.summary("robot", clicks, Metric.CLICKS).mean().estimate()).isEqualTo(20);
  }

  @Test
  void noMorePromptsAreGivenThanTheBudgetAllows() {
    List<Prompts> asked = new ArrayList<>();
    Segmenter nothing =
        new Robots.Answering(
            p -> {
              asked.add(p);
              return Mask.empty(64, 64);
            });
    run(nothing, new Protocol.ClicksTo(0.85, false, 4));
    assertThat(asked).extracting(p -> p.points().size()).containsExactly(1, 2, 3, 4);
    asked.clear();
    run(nothing, new Protocol.ClicksTo(0.85, true, 4));
    assertThat(asked).extracting(p -> p.all().size()).containsExactly(1, 2, 3);
  }

  @Test
  void clicksFallOnTheLargestErrorAndAllAreGivenAgain() {
    List<Prompts> asked = new ArrayList<>();
    Segmenter robot =
        new Robots.Answering(
            p -> {
              asked.add(p);
              return p.all().size() == 1
                  ? Robots.rectangle(20, 20, 20, 30)
                  : Robots.rectangle(20, 20, 20, 20);
            });
    Protocol.Prompted boxAndOne = Protocol.boxAndClicks(1);
    ComparisonResult r = run(robot, Protocol.box(BoxDrawing.EXACT), boxAndOne);
    BoxPrompt box = new BoxPrompt(20, 20, 39, 39);
    assertThat(asked.get(0)).isEqualTo(Prompts.of(box));
    assertThat(asked.get(1).box()).contains(box);
    PointPrompt click = asked.get(1).points().get(0);
    assertThat(click.positive()).isFalse();
    assertThat(click.y()).isBetween(43.0, 46.0);
    assertThat(asked).hasSize(2);
    assertThat(only(r, boxAndOne).scores().dice()).isEqualTo(1);
    assertThat(only(r, Protocol.box(BoxDrawing.EXACT)).scores().dice()).isEqualTo(0.8);
  }

  @Test
  void onceAllIsRightNothingIsAskedAgain() {
    List<Prompts> asked = new ArrayList<>();
    Segmenter right =
        new Robots.Answering(
            p -> {
              asked.add(p);
              return SQUARE;
            });
    ComparisonResult r = run(right, Protocol.clicks(1), Protocol.clicks(5), Protocol.clicksTo(1));
    assertThat(asked).hasSize(1);
    assertThat(only(r, Protocol.clicks(5)).scores().dice()).isEqualTo(1);
    assertThat(only(r, Protocol.clicksTo(1)).effort()).contains(new CaseScore.Effort(1, true));
  }

  @Property(tries = 100)
  void boxesStayOnTheImageAndAreTheSameAgain(
      @ForAll @IntRange(max = 50) int x,
      @ForAll @IntRange(max = 50) int y,
      @ForAll @IntRange(min = 1, max = 14) int width,
      @ForAll @IntRange(min = 1, max = 14) int height) {
    Mask truth = Robots.rectangle(x, y, width, height);
    for (BoxDrawing drawing : BoxDrawing.values()) {
      for (int repeat = 0; repeat < drawing.repeats(); repeat++) {
        BoxPrompt b = drawing.around(truth, "case", 3, repeat);
        assertThat(b).isEqualTo(drawing.around(truth, "case", 3, repeat));
        assertThat(List.of(b.x0(), b.y0())).allMatch(v -> v >= -0.5);
        assertThat(List.of(b.x1(), b.y1())).allMatch(v -> v <= 63.5);
      }
    }
    BoxPrompt exact = BoxDrawing.EXACT.around(truth, "case", 3, 0);
    BoxPrompt loose = BoxDrawing.LOOSE.around(truth, "case", 3, 0);
    assertThat(loose.x0()).isLessThanOrEqualTo(exact.x0());
    assertThat(loose.y1()).isGreaterThanOrEqualTo(exact.y1());
  }

  @Test
  void changedBoxesAreChangedAsTheySay() {
    Mask truth = Robots.rectangle(20, 20, 21, 11);
    assertThat(BoxDrawing.LOOSE.around(truth, "a", 0, 0)).isEqualTo(new BoxPrompt(16, 18, 44, 32));
    BoxPrompt s = BoxDrawing.SHIFTED.around(truth, "a", 0, 0);
    assertThat(Math.abs(s.x0() - 20) + Math.abs(s.y0() - 20)).isEqualTo(5);
    assertThat(s.x1() - s.x0()).isEqualTo(20);
    assertThat(s.y1() - s.y0()).isEqualTo(10);
    assertThat(List.of(0, 1, 2))
        .extracting(i -> BoxDrawing.JITTERED.around(truth, "a", 0, i))
        .doesNotHaveDuplicates();
    ComparisonResult r = run(Robots.filling(), Protocol.box(BoxDrawing.JITTERED));
    assertThat(r.scores()).extracting(CaseScore::repeat).containsExactly(0, 1, 2);
  }

  @Test
  void allObjectsTogetherAreJudgedAsOne() {
    Mask left = Robots.rectangle(10, 10, 20, 20);
    Mask right = Robots.rectangle(30, 10, 20, 20);
    Segmenter leftOnly = new Robots.Answering(p -> left);
    ComparisonResult r =
        Comparison.of(SampleSet.of(List.of(Robots.sample("a", "a", left, right))))
            .candidate("robot", leftOnly)
            .candidate("box", Robots.filling())
            .protocols(Protocol.union())
            .run();
    assertThat(only(r, Protocol.union()).scores().iou()).isEqualTo(0.5);
    assertThat(only(r, Protocol.union()).subject().object()).isEqualTo(Subject.ALL);
    assertThat(r.scores("box", Protocol.union()).get(0).scores().dice()).isEqualTo(1);
  }

  @Test
  void protocolsThatAskNothingAreRefused() {
    assertThatThrownBy(() -> Protocol.clicks(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Protocol.boxAndClicks(-1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Protocol.clicksTo(Double.NaN))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> run(Robots.filling(), Protocol.union(), Protocol.union()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> run(Robots.filling(), Protocol.trackedFromBox()))
        .isInstanceOf(InvalidInputException.class);
  }
}
