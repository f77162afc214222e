// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.metrics.CenterlineDice;
import io.github.medsam2.metrics.OverlapScores;
import io.github.medsam2.metrics.Region;
import io.github.medsam2.metrics.SurfaceDistances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of answers, failures, masks made elsewhere, and comparisons that are stopped. */
class ComparisonTest {
  private static final Protocol.Prompted BOX = Protocol.box(BoxDrawing.EXACT);
  private static final Mask WIDE = Robots.rectangle(8, 8, 30, 20);
  private static final Mask THIN = Robots.rectangle(8, 40, 40, 3);

  @TempDir Path folder;

  private static SampleSet cases() {
    return SampleSet.of(
        List.of(
            Robots.sample("a", "p", WIDE, THIN),
            Robots.sample("b", "p", WIDE),
            Robots.sample("c", "q", THIN)));
  }

  private static Comparison boxes() {
    return Comparison.of(cases()).candidate("box", Robots.filling()).protocols(BOX);
  }

  /** Answers half of each box, and cannot answer thin ones. */
  private static Segmenter failing() {
    return new Robots.Answering(
        p -> {
          var b = p.box().orElseThrow();
          if (b.y1() - b.y0() < 5) {
            throw new IllegalStateException("too thin for me");
          }
          return Robots.rectangle((int) b.x0(), (int) b.y0(), 15, 20);
        });
  }

  @Test
  void failuresCountAsZeroAndAreTold() {
    ComparisonResult r = boxes().candidate("failing", failing()).run();
    List<CaseScore> scores = r.scores("failing", BOX);
    assertThat(scores).hasSize(4);
    assertThat(scores.get(1).failure()).contains("too thin for me");
    assertThat(scores.get(1).scores()).isEqualTo(MaskScores.NONE);
    Summary dice = r.summary("failing", BOX, Metric.DICE);
    double half = 2.0 * 300 / (300 + 600);
    assertThat(dice.mean().estimate()).isCloseTo((half + half) / 4, within(1e-12));
    assertThat(dice.failures()).isEqualTo(2);
    assertThat(dice.belowHalf()).isEqualTo(0.5);
    Summary distance = r.summary("failing", BOX, Metric.HD95);
    assertThat(distance.unknown()).isEqualTo(2);
    assertThat(distance.mean().values()).isEqualTo(2);
    assertThat(r.byStratum("failing", BOX, Metric.DICE, "width"))
        .hasEntrySatisfying("thin", s -> assertThat(s.failures()).isEqualTo(2))
        .hasEntrySatisfying("wide", s -> assertThat(s.failures()).isZero());
    Difference d = r.difference("box", "failing", BOX, Metric.DICE).orElseThrow();
    assertThat(d.mean().estimate()).isCloseTo(1 - (half + half) / 4, within(1e-12));
    assertThat(d.better()).isEqualTo(4);
    assertThat(d.mean().groups()).isEqualTo(2);
  }

  @Test
  void whoCannotLookAtAnImageFailsOnAllItsObjects() {
    Segmenter blind =
        frames -> {
          throw new UnsupportedOperationException();
        };
    ComparisonResult r = Comparison.of(cases()).candidate("blind", blind).run();
    assertThat(r.scores("blind", BOX)).hasSize(4).allMatch(s -> s.failure().isPresent());
    assertThat(r.scores("blind", BOX).get(0).failure()).contains("UnsupportedOperationException");
    assertThat(r.scores("blind", Protocol.box(BoxDrawing.JITTERED))).hasSize(12);
    assertThat(r.scores("blind", Protocol.union())).hasSize(3);
    assertThat(r.scores("blind", Protocol.clicksTo(0.85)))
        .allMatch(s -> s.effort().orElseThrow().equals(new CaseScore.Effort(20, false)));
  }

  @Test
  void masksOfAnotherSizeAreFailures() {
    Segmenter small = new Robots.Answering(p -> Mask.empty(3, 3));
    ComparisonResult r = Comparison.of(cases()).candidate("small", small).protocols(BOX).run();
    assertThat(r.scores()).allMatch(s -> s.failure().orElse("").contains("3x3"));
  }

  @Test
  void casesThatCannotBeReadAreNobodysFault() {
    SampleSet broken =
        new SampleSet() {
          @Override
          public int size() {
            return 2;
          }

          @Override
          public String id(int index) {
            return "case " + index;
          }

          @Override
          public String group(int index) {
            return "p";
          }

          @Override
          public Sample get(int index) {
            if (index == 0) {
              throw new InvalidInputException("image", "pixels", "none", "look for them");
            }
            return Robots.sample("case 1", "p", WIDE);
          }
        };
    ComparisonResult r = Comparison.of(broken).candidate("box", Robots.filling()).run();
    assertThat(r.unread()).containsOnlyKeys("case 0");
    assertThat(r.isComplete()).isTrue();
    r.writeHtml(folder.resolve("page.html"));
    assertThat(folder.resolve("page.html"))
        .content()
        .contains("1 cases of 1 patients", "1 cases could not be read", "look for them");
  }

  @Test
  void aStoppedComparisonHoldsWholeCasesOnly() {
    List<Comparison.Progress> told = new ArrayList<>();
    ComparisonResult r =
        boxes()
            .candidate("failing", failing())
            .run(
                p -> {
                  told.add(p);
                  return p.done() < 3;
                });
    assertThat(told).extracting(Comparison.Progress::done).containsExactly(1, 2, 3);
    assertThat(told.get(2)).isEqualTo(new Comparison.Progress(3, 6, "box"));
    assertThat(r.isComplete()).isFalse();
    assertThat(r.scores()).hasSize(4).allMatch(s -> s.subject().caseId().equals("a"));
    r.writeHtml(folder.resolve("page.html"));
    assertThat(folder.resolve("page.html")).content().contains("Stopped early: 1 of 3 cases");
    ComparisonResult nothing = boxes().candidate("failing", failing()).run(p -> false);
    nothing.writeHtml(folder.resolve("empty.html"));
    assertThat(nothing.scores()).isEmpty();
    assertThat(boxes().run(p -> p.done() < 3).isComplete()).isTrue();
  }

  @Test
  void masksMadeElsewhereTakePartInTheirProtocolOnly() throws IOException {
    PromptSheet.write(folder.resolve("prompts.jsonl"), cases(), BOX);
    List<String> lines = Files.readAllLines(folder.resolve("prompts.jsonl"));
    assertThat(lines)
        .contains(
            "{\"case\":\"a\",\"object\":1,\"repeat\":0,\"box\":[8.0,40.0,47.0,42.0],"
                + "\"mask\":\"a_1.png\"}")
        .hasSize(4);
    ImageFile.writePng(folder.resolve("a_0.png"), WIDE);
    ImageFile.writePng(folder.resolve("a_1.png"), WIDE);
    ImageFile.writePng(folder.resolve("b_0.png"), Image.gray8(2, 2, new byte[4]));
    ComparisonResult r =
        Comparison.of(cases())
            .candidate("box", Robots.filling())
            .candidate("other program", new GivenMasks(folder, BOX))
            .protocols(BOX, Protocol.box(BoxDrawing.LOOSE))
            .run();
    List<CaseScore> given = r.scores("other program", BOX);
    assertThat(given).extracting(s -> s.scores().dice()).containsExactly(1.0, 0.0, 0.0, 0.0);
    assertThat(given.get(2).failure().orElseThrow()).contains("2x2");
    assertThat(given.get(3).failure().orElseThrow()).contains("none of this one");
    assertThat(r.scores("other program", Protocol.box(BoxDrawing.LOOSE))).isEmpty();
    assertThat(r.difference("other program", "box", BOX, Metric.DICE)).isPresent();
    r.writeHtml(folder.resolve("page.html"));
    assertThat(folder.resolve("page.html")).content().contains("masks made elsewhere by box");
  }

  @Test
  void noCaseIdLeadsOutOfTheFolderOfMasks() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("masks"));
    ImageFile.writePng(folder.resolve("a_0.png"), WIDE);
    for (String id : List.of("../a", "..\\..\\a", folder.resolve("a").toString(), "x/../../a")) {
      ComparisonResult r =
          Comparison.of(SampleSet.of(List.of(Robots.sample(id, "p", WIDE))))
              .candidate("given", new GivenMasks(inner, BOX))
              .run();
      assertThat(r.scores().get(0).failure()).as(id).isPresent();
    }
  }

  @Test
  void sheetsOfPromptsAreOfOnePrompt() {
    Path file = folder.resolve("prompts.jsonl");
    assertThatThrownBy(() -> PromptSheet.write(file, cases(), Protocol.boxAndClicks(1)))
        .isInstanceOf(InvalidInputException.class);
    assertThat(file).doesNotExist();
    PromptSheet.write(file, cases(), Protocol.clicks(1));
    assertThat(file).content().contains("\"click\":[");
  }

  @Test
  void comparisonsOfNothingAreRefused() {
    assertThatThrownBy(() -> Comparison.of(SampleSet.of(List.of())))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Comparison.of(cases()).run())
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> boxes().candidate("box", Robots.filling()))
        .isInstanceOf(InvalidInputException.class);
    Sample one = Robots.sample("a", "p", WIDE);
    assertThatThrownBy(() -> Comparison.of(SampleSet.of(List.of(one, one))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> boxes().run().scores("nobody", BOX))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Only the box around both masks is looked at; where that box lies does not matter. */
  @Test
  void scoresAreThoseOfTheWholeImage() {
    Mask truth = Robots.rectangle(30, 20, 20, 8).union(Robots.rectangle(36, 20, 5, 30));
    Mask found = Robots.rectangle(33, 22, 25, 7);
    MaskScores s = MaskScores.of(found, truth);
    Region a = Region.of(found, 1, 1);
    Region b = Region.of(truth, 1, 1);
    assertThat(s.hd95()).isEqualTo(SurfaceDistances.between(a, b).hd95()).isBetween(5.0, 40.0);
    assertThat(s.clDice()).isEqualTo(CenterlineDice.between(a, b).value()).isBetween(0.3, 0.9);
    assertThat(s.dice()).isEqualTo(OverlapScores.between(a, b).dice());
    assertThat(MaskScores.of(Mask.empty(64, 64), truth)).isEqualTo(MaskScores.NONE);
  }

  @Test
  void widthsAreThoseOfLongObjects() {
    assertThat(MeanWidth.of(Robots.rectangle(0, 3, 64, 4))).isBetween(3.6, 4.2);
    byte[] diagonal = new byte[64 * 64];
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        diagonal[y * 64 + x] = (byte) (Math.abs(x - y) <= 5 ? 1 : 0);
      }
    }
    assertThat(MeanWidth.of(Mask.of(64, 64, diagonal))).isBetween(6.8, 8.0);
  }
}
