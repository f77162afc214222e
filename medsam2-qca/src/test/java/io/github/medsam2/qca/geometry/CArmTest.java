// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CArmTest {
  private static Projector view(double primary, double secondary) {
    return new Projector(new CArm(primary, secondary, 1050, 765, 0.308, 256, 256));
  }

  @Property(tries = 100)
  void axesAreRightHanded(
      @ForAll @DoubleRange(min = -180, max = 180) double primary,
      @ForAll @DoubleRange(min = -90, max = 90) double secondary) {
    CArm.Axes a = CArm.axes(primary, secondary);
    assertThat(a.right().cross(a.up()).distance(a.beam())).isLessThan(1e-12);
    assertThat(a.beam().norm()).isCloseTo(1, within(1e-12));
  }

  @Test
  void frontalViewShowsPatientLeftAtImageRightAndHeadAtTop() {
    Point2 left = view(0, 0).project(new Point3(10, 0, 0));
    Point2 head = view(0, 0).project(new Point3(0, 0, 10));
    assertThat(left.x()).isGreaterThan(256);
    assertThat(left.y()).isCloseTo(256, within(1e-9));
    assertThat(head.y()).isLessThan(256);
  }

  @Test
  void beamRunsFromBackToFrontAndLaoPutsTheDetectorAtTheLeft() {
    assertThat(CArm.axes(0, 0).beam().y()).isEqualTo(-1);
    assertThat(CArm.axes(90, 0).beam().x()).isCloseTo(1, within(1e-12));
    assertThat(CArm.axes(0, 40).beam().z()).isPositive();
  }

  /** The spine (posterior) is at image right in LAO, left in RAO. */
  @Test
  void spineLiesRightInLaoAndLeftInRao() {
    Point3 spine = new Point3(0, 60, 0);
    assertThat(view(45, 0).project(spine).x()).isGreaterThan(256);
    assertThat(view(-30, 0).project(spine).x()).isLessThan(256);
  }

  @Test
  void magnifiesByDistanceFromTheSource() {
    Projector p = view(0, 0);
    assertThat(p.mmPerPixel(Point3.ZERO)).isCloseTo(0.308 * 765 / 1050, within(1e-12));
    Point3 nearDetector = new Point3(0, -50, 0);
    assertThat(p.mmPerPixel(nearDetector) / p.mmPerPixel(Point3.ZERO))
        .isCloseTo(1 + 50 / 765.0, within(1e-9));
  }

  @Test
  void refusesImpossibleGeometry() {
    assertThatThrownBy(() -> new CArm(0, 0, 700, 765, 0.3, 0, 0))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new CArm(Double.NaN, 0, 1000, 765, 0.3, 0, 0))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void curveThroughPointsHasEvenSamplesAndKeepsItsEnds() {
    Point3 end = new Point3(10, 10, 0);
    Curve3 c = Curve3.through(List.of(Point3.ZERO, new Point3(10, 0, 0), end), 0.5);
    assertThat(c.point(c.size() - 1).distance(end)).isLessThan(1e-9);
    for (int i = 1; i < c.size(); i++) {
      assertThat(c.point(i).distance(c.point(i - 1))).isCloseTo(0.5, within(0.02));
    }
    assertThat(c.nearestArc(new Point3(10, 0, 0))).isCloseTo(c.length() / 2, within(0.5));
  }
}
