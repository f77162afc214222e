// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.phantom.heart.Tube;
import io.github.medsam2.qca.phantom.xray.ProjectedTube;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LesionTruthTest {
  private static PhantomConfig still(LesionSpec... specs) {
    return PhantomConfig.of(11, TreeSide.RIGHT, 35, 0)
        .withFrames(60, 15)
        .withLesions(specs)
        .without(Effect.MOTION, Effect.NOISE);
  }

  @Test
  void roundLesionHasItsSeverityInSpaceAndInEveryView() {
    LesionSpec spec = LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.6, 12);
    LesionTruth t = new Phantom(still(spec)).truth(30).lesions().get(0);
    assertThat(t.inSpace().diameterStenosis()).isCloseTo(60, within(0.5));
    assertThat(t.inSpace().areaStenosis()).isCloseTo(84, within(0.5));
    assertThat(t.projected().diameterStenosis()).isCloseTo(60, within(1.0));
    assertThat(t.lengthMm()).isCloseTo(12, within(1.0));
    assertThat(t.box()).isPresent();
    Point2 site = t.site();
    assertThat(t.mask().contains((int) Math.round(site.x()), (int) Math.round(site.y()))).isTrue();
  }

  /** The same area in space, but a flat lumen is wide from one side and narrow from the other. */
  @Test
  void flatLesionDependsOnTheView() {
    LesionSpec flat = LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.5, 12).eccentric(0.8, 0.5, 0);
    LesionSpec turned =
        LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.5, 12).eccentric(0.8, 0.5, 90);
    LesionTruth a = new Phantom(still(flat)).truth(30).lesions().get(0);
    LesionTruth b = new Phantom(still(turned)).truth(30).lesions().get(0);
    assertThat(a.inSpace().areaStenosis()).isCloseTo(b.inSpace().areaStenosis(), within(0.1));
    assertThat(Math.abs(a.projected().mldMm() - b.projected().mldMm())).isGreaterThan(0.3);
  }

  @Test
  void diffuseDiseaseLowersTheReferenceToo() {
    LesionSpec diffuse =
        LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.2, 30).of(LesionSpec.Kind.DIFFUSE);
    LesionSpec focal = LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.5, 8);
    double healthy = new Phantom(still(focal)).truth(30).lesions().get(0).inSpace().rvdMm();
    LesionTruth t = new Phantom(still(diffuse, focal)).truth(30).lesions().get(1);
    assertThat(t.inSpace().rvdMm()).isCloseTo(0.8 * healthy, within(0.02));
    assertThat(t.inSpace().diameterStenosis()).isCloseTo(50, within(1.0));
  }

  @Test
  void nothingFlowsBeyondAnOcclusion() {
    Phantom p = new Phantom(still(LesionSpec.occlusion(CassSegment.MID_RCA, 0.5)));
    FrameTruth t = p.truth(35);
    assertThat(t.lesions().get(0).inSpace().mldMm()).isZero();
    assertThat(t.segment(CassSegment.PROXIMAL_RCA).orElseThrow().filling()).isGreaterThan(0.9);
    assertThat(t.segment(CassSegment.DISTAL_RCA).orElseThrow().filling()).isZero();
    assertThat(t.segment(CassSegment.RIGHT_PDA).orElseThrow().filling()).isZero();
  }

  @Test
  void maskAndEdgesAgreeWithTheDiameter() {
    Phantom p = new Phantom(still().withLesions());
    SegmentTruth s = p.truth(35).segment(CassSegment.MID_RCA).orElseThrow();
    double area = 0;
    List<Point2> c = s.centreLine();
    for (int i = 1; i < c.size(); i++) {
      area += c.get(i).distance(c.get(i - 1)) * s.left().get(i).distance(s.right().get(i));
    }
    assertThat((double) s.mask().area()).isCloseTo(area, within(0.03 * area));
    assertThat(s.foreshortening()).isBetween(0.0, 0.5);
  }

  /** Beer and Lambert: the ray through the middle of a vessel runs through its whole diameter. */
  @Test
  void transmissionOfTheMiddleRayIsThatOfTheDiameter() {
    PhantomConfig c = still().withLesions().without(Effect.BACKGROUND, Effect.BLUR, Effect.OVERLAP);
    Scene scene = new Scene(c);
    Tube rca = scene.tree.segments().get(CassSegment.MID_RCA);
    assertThat(rca).isNotNull();
    ProjectedTube v = scene.project(rca, 2.0);
    float[] t = new Renderer(scene).vessels(2.0);
    int i = v.size / 2;
    double iodine = scene.bolus.iodine(rca.arcFromOstium(i), 2.0);
    double expected = Math.exp(-0.97 * iodine * v.path[i]);
    int pixel = (int) Math.round(v.y[i]) * c.width() + (int) Math.round(v.x[i]);
    assertThat((double) t[pixel]).isCloseTo(expected, within(0.01));
    assertThat(expected).isBetween(0.2, 0.7);
  }

  /** Struts darken the stented stretch and nothing else. */
  @Test
  void stentShowsItsMesh() {
    LesionSpec bare = LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.1, 16);
    LesionSpec stent = bare.of(LesionSpec.Kind.STENT);
    Phantom a = new Phantom(still(bare));
    Phantom b = new Phantom(still(stent));
    Image plain = a.frame(35);
    Image meshed = b.frame(35);
    Mask lesion = b.truth(35).lesions().get(0).mask();
    double darker = 0;
    double elsewhere = 0;
    for (int i = 0; i < 512 * 512; i++) {
      double d = plain.value(i % 512, i / 512, 0) - meshed.value(i % 512, i / 512, 0);
      darker += lesion.contains(i % 512, i / 512) ? d / lesion.area() : 0;
      elsewhere += lesion.contains(i % 512, i / 512) ? 0 : Math.abs(d) / (512 * 512);
    }
    assertThat(darker).isGreaterThan(0.5);
    assertThat(elsewhere).isLessThan(0.1);
  }

  @Property(tries = 15)
  void everyPatientOfThePopulationCanBeMade(@ForAll @LongRange(min = 0, max = 100_000) long n) {
    PhantomConfig c = Population.draw(n);
    assertThat(Population.draw(n)).isEqualTo(c);
    FrameTruth t = new Phantom(c.withMatrix(32).withFrames(30, 15)).truth(20);
    assertThat(t.lesions()).hasSize(c.lesions().size());
    assertThat(t.segments()).allMatch(s -> s.foreshortening() >= 0 && s.foreshortening() < 1);
  }
}
