// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CurveRangesTest {
  private static final Curve2 FLAT = Curve2.of(List.of(new Point2(0, 0), new Point2(9, 0)));
  private static final Curve3 DEEP = Curve3.of(List.of(Point3.ZERO, new Point3(0, 0, 9)));

  private static void refused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void stepsAreAboveZeroAndCurvesHaveAPlace() {
    for (double step : new double[] {0, -1, Double.NaN, 1e-12}) {
      refused(() -> FLAT.sub(0, 9, step));
      refused(() -> DEEP.sub(0, 9, step));
      refused(() -> DEEP.resample(step));
    }
    refused(() -> FLAT.sub(9, 0, 1));
    refused(() -> FLAT.smooth(0));
    refused(() -> FLAT.smooth(Double.POSITIVE_INFINITY));
    refused(() -> Curve2.of(List.of(new Point2(0, Double.NaN), new Point2(1, 1))));
    refused(() -> Curve3.of(List.of(Point3.ZERO, new Point3(Double.POSITIVE_INFINITY, 0, 0))));
    refused(() -> Curve3.through(List.of(Point3.ZERO), 1));
    assertThat(FLAT.smooth(100_000).size()).isEqualTo(FLAT.size());
  }

  @Test
  void anglesAreOfACArm() {
    refused(() -> CArm.axes(Double.NaN, 0));
    refused(() -> CArm.axes(181, 0));
    refused(() -> CArm.axes(0, 91));
  }
}
