// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A model of random weights, for promises that do not depend on what it has learned. */
public interface ModelUnderTest {

  /** The engine the model runs on. */
  String engine();

  /** The file it was opened from. */
  Path checkpoint();

  /** One model for all tests that leave it open. */
  MedSam2 model();

  /** How the model is opened. */
  default ModelOptions options() {
    return NanoModel.options(engine());
  }

  /** A model of one's own, to be closed. */
  default MedSam2 another() {
    return MedSam2.load(checkpoint(), options());
  }

  /** How far logits (rms 3) may differ that were summed in another order; measured: 6e-6. */
  float ROUNDING = 3e-5f;

  /** The same answer to the bit. */
  static void assertSame(Segmentation found, Segmentation expected) {
    assertClose(found, expected, 0);
  }

  /** The same answer up to rounding. */
  static void assertClose(Segmentation found, Segmentation expected, float tolerance) {
    assertThat(distance(found, expected)).as("largest difference").isLessThanOrEqualTo(tolerance);
    assertThat(found.iou()).isCloseTo(expected.iou(), within(tolerance));
    assertThat(found.objectScore()).isCloseTo(expected.objectScore(), within(tolerance));
    assertThat(found.width()).isEqualTo(expected.width());
    assertThat(found.height()).isEqualTo(expected.height());
  }

  /** The largest difference of two answers' logits; infinite where one is NaN. */
  static float distance(Segmentation found, Segmentation expected) {
    float[] a = found.lowResLogits();
    float[] b = expected.lowResLogits();
    assertThat(a).hasSameSizeAs(b);
    float worst = 0;
    for (int i = 0; i < a.length; i++) {
      float difference = Math.abs(a[i] - b[i]);
      worst = Float.isNaN(difference) ? Float.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst;
  }

  /** Refused in this library's words. */
  static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(MedSam2Exception.class);
  }
}
