// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Dominance;
import io.github.medsam2.qca.anatomy.TreeSide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomTest {
  private static PhantomConfig small(long seed) {
    return PhantomConfig.of(seed, TreeSide.LEFT, -30, -25).withMatrix(96).withFrames(20, 7.5);
  }

  @Test
  void sameSeedGivesTheSameBytesInAnyOrderOfFrames() {
    Phantom a = new Phantom(small(5));
    Phantom b = new Phantom(small(5));
    Image last = a.frame(12);
    Image first = a.frame(3);
    assertThat(b.frame(3).pixels()).isEqualTo(first.pixels());
    assertThat(b.frame(12).pixels()).isEqualTo(last.pixels());
    assertThat(new Phantom(small(6)).frame(3).pixels()).isNotEqualTo(first.pixels());
    assertThat(b.truth(7)).usingRecursiveComparison().isEqualTo(a.truth(7));
  }

  @Test
  void everyEffectChangesThePicture() {
    PhantomConfig all =
        small(5)
            .withDetector(96, 96, 0.4, 8)
            .withLesions(LesionSpec.stenosis(CassSegment.MID_LAD, 0.5, 0.5, 8));
    Image full = new Phantom(all).frame(9);
    for (Effect e : Effect.values()) {
      PhantomConfig changed = all.has(e) ? all.without(e) : all.with(e);
      assertThat(new Phantom(changed).frame(9).pixels()).as(e.name()).isNotEqualTo(full.pixels());
    }
  }

  @Test
  void devicesLeaveTheTruthAlone() {
    PhantomConfig c = small(7).withLesions(LesionSpec.stenosis(CassSegment.MID_LAD, 0.5, 0.5, 8));
    Phantom plain = new Phantom(c);
    Phantom full = new Phantom(c.with(Effect.DEVICES));
    assertThat(full.truth(5)).usingRecursiveComparison().isEqualTo(plain.truth(5));
    assertThat(full.frame(5).pixels()).isNotEqualTo(plain.frame(5).pixels());
    assertThat(new Phantom(c.with(Effect.DEVICES)).frame(5).pixels())
        .isEqualTo(full.frame(5).pixels());
  }

  /** The picture of all vessels holds those with a class, as far as contrast has come. */
  @Test
  void vesselsHoldTheSegmentsThatAreFilled() {
    FrameTruth t = new Phantom(small(5).withFrames(60, 15)).truth(40);
    for (SegmentTruth s : t.segments()) {
      int outside = 0;
      for (int i = 0; i < 96 * 96; i++) {
        boolean lost = s.mask().contains(i % 96, i / 96) && !t.vessels().contains(i % 96, i / 96);
        outside += lost ? 1 : 0;
      }
      assertThat(outside).as(s.segment().name()).isLessThanOrEqualTo(s.mask().area() / 10);
    }
    assertThat(new Phantom(small(5)).truth(0).vessels().area()).isZero();
  }

  @Test
  void standsStillWithoutMotionAndNoiseOnceTheTreeIsFull() {
    Phantom p = new Phantom(small(5).without(Effect.MOTION, Effect.NOISE));
    assertThat(p.frame(8).pixels()).isNotEqualTo(p.frame(0).pixels());
    PhantomConfig rightTree =
        PhantomConfig.of(5, TreeSide.RIGHT, 35, 0).withMatrix(96).withFrames(60, 15);
    Phantom q = new Phantom(rightTree.without(Effect.MOTION, Effect.NOISE, Effect.STREAMING));
    assertThat(q.frame(38).pixels()).isEqualTo(q.frame(40).pixels());
    assertThat(new Phantom(rightTree.without(Effect.NOISE)).frame(38).pixels())
        .isNotEqualTo(new Phantom(rightTree.without(Effect.NOISE)).frame(40).pixels());
  }

  @Test
  void fillsFromTheOstiumAndWashesOut() {
    Phantom p = new Phantom(small(8).withFrames(90, 15));
    assertThat(p.truth(0).segments()).allMatch(s -> s.filling() == 0);
    FrameTruth early = p.truth(12);
    assertThat(filling(early, CassSegment.LEFT_MAIN))
        .isGreaterThan(filling(early, CassSegment.DISTAL_LAD));
    assertThat(filling(p.truth(45), CassSegment.DISTAL_LAD)).isGreaterThan(0.95);
    assertThat(filling(p.truth(89), CassSegment.LEFT_MAIN)).isLessThan(0.5);
  }

  private static double filling(FrameTruth t, CassSegment k) {
    return t.segment(k).orElseThrow().filling();
  }

  @Test
  void rightArteryLiesLeftOfItsOstiumAndTheApexTurnsOverBetweenRaoAndLao() {
    for (int[] view : new int[][] {{35, 0}, {-30, 0}, {5, 28}, {30, 22}}) {
      FrameTruth t = truth(PhantomConfig.of(3, TreeSide.RIGHT, view[0], view[1]));
      double ostium = t.segment(CassSegment.PROXIMAL_RCA).orElseThrow().centreLine().get(0).x();
      SegmentTruth mid = t.segment(CassSegment.MID_RCA).orElseThrow();
      assertThat(mid.centreLine().get(0).x()).isLessThan(ostium);
    }
    assertThat(apexMinusMain(-30)).isPositive();
    assertThat(apexMinusMain(45)).isNegative();
  }

  private static double apexMinusMain(double primary) {
    FrameTruth t = truth(PhantomConfig.of(3, TreeSide.LEFT, primary, 0));
    SegmentTruth apex = t.segment(CassSegment.DISTAL_LAD).orElseThrow();
    double x = apex.centreLine().get(apex.centreLine().size() / 2).x();
    return x - t.segment(CassSegment.LEFT_MAIN).orElseThrow().centreLine().get(0).x();
  }

  private static FrameTruth truth(PhantomConfig config) {
    return new Phantom(config.withMatrix(64).withFrames(4, 15)).truth(2);
  }

  @Test
  void dominanceDecidesWhichPosteriorBranchesThereAre() {
    PhantomConfig left = PhantomConfig.of(3, TreeSide.LEFT, -30, -25).withDominance(Dominance.LEFT);
    assertThat(truth(left).segment(CassSegment.LEFT_PDA)).isPresent();
    PhantomConfig right = PhantomConfig.of(3, TreeSide.RIGHT, 35, 0).withDominance(Dominance.LEFT);
    assertThat(truth(right).segment(CassSegment.RIGHT_PDA)).isEmpty();
    assertThat(truth(PhantomConfig.of(3, TreeSide.RIGHT, 35, 0)).segment(CassSegment.RIGHT_PDA))
        .isPresent();
    assertThat(truth(PhantomConfig.of(3, TreeSide.LEFT, -30, -25)).segment(CassSegment.LEFT_PDA))
        .isEmpty();
  }

  @Test
  void twelveBitsFillALargerRange() {
    Phantom p = new Phantom(small(5).withDetector(80, 64, 1.5, 12));
    Image image = p.frame(9);
    assertThat(image.type()).isEqualTo(PixelType.UINT16);
    float top = 0;
    for (int x = 0; x < 80; x++) {
      top = Math.max(top, image.value(x, 32, 0));
    }
    assertThat(top).isBetween(500f, 4095f);
  }

  @Test
  void moreDoseMeansLessNoise() {
    assertThat(roughness(0.6)).isCloseTo(roughness(0.15) / 2, within(0.25 * roughness(0.15)));
  }

  /** Standard deviation of the difference of two frames that only noise tells apart. */
  private static double roughness(double kerma) {
    PhantomConfig c =
        PhantomConfig.of(5, TreeSide.RIGHT, 35, 0).withMatrix(64).withDetector(64, 64, 0.4, 12);
    Phantom p =
        new Phantom(c.withKerma(kerma).withEffects(Set.of(Effect.NOISE)).withFrames(60, 15));
    Image a = p.frame(0);
    Image b = p.frame(1);
    double sum = 0;
    for (int i = 0; i < 64 * 64; i++) {
      double d = a.value(i % 64, i / 64, 0) - b.value(i % 64, i / 64, 0);
      sum += d * d;
    }
    return Math.sqrt(sum / (64 * 64));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> small(1).withFrames(0, 15)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Phantom(small(1)).frame(20))
        .isInstanceOf(InvalidInputException.class);
    PhantomConfig wrongTree = small(1).withLesions(LesionSpec.occlusion(CassSegment.MID_RCA, 0.5));
    assertThatThrownBy(() -> new Phantom(wrongTree)).hasMessageContaining("CASS 2");
    assertThatThrownBy(() -> LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 1.0, 8))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void writesTheTruthWhole(@TempDir Path folder) throws IOException {
    Phantom p = new Phantom(small(5).withFrames(2, 15));
    Path file = folder.resolve("truth.json");
    TruthJson.write(p, file);
    String text = Files.readString(file);
    assertThat(text).startsWith("{\"phantom\":{\"seed\":5,").endsWith("]}\n");
    assertThat(text.chars().filter(c -> c == '{').count())
        .isEqualTo(text.chars().filter(c -> c == '}').count());
    assertThat(text).contains("\"mask\":{\"size\":[96,96],\"counts\":\"");
    assertThat(text).contains("\"cass\":\"13\"").doesNotContain("NaN");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
