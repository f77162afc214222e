// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.github.medsam2.evaluate.Answer;
import io.github.medsam2.evaluate.Bootstrap;
import io.github.medsam2.evaluate.Segmenter;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot before models whose answer depends on the number of clicks alone. */
class SimulatedAnnotatorTest {
  private static final Mask TRUTH = Discs.disc(30, 30, 20);
  private static final Image IMAGE =
      Image.gray8(Discs.SIDE, Discs.SIDE, new byte[Discs.SIDE * Discs.SIDE]);

  @TempDir Path folder;
  private Project project;
  private String id;

  private record ByClicks(IntFunction<Mask> masks, List<PointPrompt> seen)
      implements Segmenter.Prepared {
    @Override
    public Answer answer(Prompts prompts, @Nullable Answer earlier) {
      assertThat(prompts.box()).isPresent();
      assertThat(earlier == null).isEqualTo(prompts.points().isEmpty());
      seen.addAll(prompts.points().subList(Math.min(seen.size(), 99), prompts.points().size()));
      return Answer.of(masks.apply(prompts.points().size()));
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void begin() {
    project = BusyProject.open(folder);
    project.add(BusyProject.cases(60));
    id =
        project.cases().stream()
            .filter(c -> c.side() == Side.POOL)
            .map(ProjectCase::id)
            .findFirst()
            .orElseThrow();
    project.begin(List.of(new ProjectEvent.Pick(id, true)));
  }

  @AfterEach
  void end() {
    project.close();
  }

  private Effort work(IntFunction<Mask> masks) {
    ByClicks model = new ByClicks(masks, new ArrayList<>());
    Effort effort =
        SimulatedAnnotator.of(3).work(new RoundTask(project, "robot", id, IMAGE, model), TRUTH);
    assertThat(project.get(id).state()).isInstanceOf(CaseState.Accepted.class);
    assertThat(model.seen).hasSize(effort.clicks());
    return effort;
  }

  private Mask accepted() {
    return project.mask(project.get(id).state().acceptedMask().orElseThrow());
  }

  @Test
  void whatIsGoodAtOnceIsAcceptedUntouched() {
    assertThat(work(clicks -> TRUTH)).isEqualTo(new Effort(1, 0, false, 11, 11));
    assertThat(project.history().stream().map(ProjectEntry::event))
        .noneMatch(ProjectEvent.Corrected.class::isInstance);
    assertThat(accepted()).isEqualTo(TRUTH);
  }

  @Test
  void clicksGoOnUntilItIsGood() {
    Effort effort = work(clicks -> Discs.disc(30, 30, 14 + 2 * clicks));
    assertThat(effort.clicks()).isEqualTo(3);
    assertThat(effort.byHand()).isFalse();
    assertThat(effort.seconds()).isCloseTo(4 + 7 + 3 * 2.4, offset(1e-9));
  }

  @Test
  void threeClicksWithoutAGainAreGivenUp() {
    Effort effort = work(clicks -> Discs.disc(30, 30, clicks == 0 ? 10 : 14));
    assertThat(effort.clicks()).isEqualTo(4);
    assertThat(effort.byHand()).isTrue();
    assertThat(effort.seconds()).isCloseTo(4 + 7 + 4 * 2.4 + 79.2, offset(1e-9));
    assertThat(accepted()).isEqualTo(TRUTH);
  }

  @Test
  void clicksFallIntoWhatIsWrong() {
    List<PointPrompt> seen = new ArrayList<>();
    ByClicks model = new ByClicks(clicks -> Discs.disc(30, 30, 10), seen);
    SimulatedAnnotator.of(3).work(new RoundTask(project, "robot", id, IMAGE, model), TRUTH);
    assertThat(seen).isNotEmpty();
    for (PointPrompt p : seen) {
      assertThat(p.positive()).isTrue();
      assertThat(TRUTH.contains((int) p.x(), (int) p.y())).isTrue();
      assertThat(Discs.disc(30, 30, 10).contains((int) p.x(), (int) p.y())).isFalse();
    }
  }

  @Test
  void reductionsAreThoseOfTheClock() {
    List<EffortReport.Done> done = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Effort effort = new Effort(1, i % 4, i % 20 == 0, 1, 1);
      done.add(new EffortReport.Done(1, "c" + i, "p" + i / 2, i % 10 == 0, effort));
    }
    EffortReport report = new EffortReport(done, new Bootstrap(200, 1, 0.95));
    assertThat(report.clicks().estimate()).isCloseTo(1.5, offset(1e-9));
    assertThat(report.untouched().estimate()).isCloseTo(8 / 40.0, offset(1e-9));
    assertThat(report.gaveUp().estimate()).isCloseTo(2 / 40.0, offset(1e-9));
    double seconds = 4 + 7 + 1.5 * 2.4 + 2 / 40.0 * 79.2;
    assertThat(report.seconds(Clock.MID).estimate()).isCloseTo(seconds, offset(1e-9));
    assertThat(report.reduction(Clock.MID).estimate()).isCloseTo(1 - seconds / 79.2, offset(1e-9));
    assertThat(report.random().done()).hasSize(4);
    assertThat(Clock.MID.ceiling()).isCloseTo(0.861, offset(0.001));
    assertThat(report.text())
        .contains("hoped for: 45 %", "robots never mistake", "4 of 4 patients", "40 of 20");
  }

  @Test
  void longPausesAreCut() {
    Instant[] now = {Instant.EPOCH};
    WorkTimer timer = new WorkTimer(() -> now[0]);
    now[0] = now[0].plus(Duration.ofSeconds(20));
    timer.acted();
    now[0] = now[0].plus(Duration.ofMinutes(30));
    timer.acted();
    now[0] = now[0].plus(Duration.ofSeconds(5));
    assertThat(timer.effort(0, 2, false)).isEqualTo(new Effort(0, 2, false, 85, 1825));
  }
}
