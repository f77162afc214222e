// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import io.github.medsam2.error.FormatException;
import org.jspecify.annotations.Nullable;

/** Collects the direction words of one view and refuses those that contradict each other. */
final class ViewBuilder {
  private @Nullable Integer side;
  private @Nullable Double primary;
  private @Nullable Integer tilt;
  private @Nullable Double secondary;
  private @Nullable Integer lateral;
  private @Nullable Double lateralDegrees;
  private boolean straight;
  private boolean spider;

  boolean isEmpty() {
    return side == null && tilt == null && lateral == null && !straight && !spider;
  }

  /** LAO (1), RAO (-1) or AP (0), with degrees if they were given. */
  void side(int sign, @Nullable Double degrees) {
    require(side == null, "LAO, RAO and AP together, or one twice");
    side = sign;
    primary = degrees;
  }

  /** Cranial (1) or caudal (-1), with degrees if they were given. */
  void tilt(int sign, @Nullable Double degrees) {
    require(tilt == null, "cranial and caudal together, or one twice");
    tilt = sign;
    secondary = degrees;
  }

  /** Left lateral (1), right lateral (-1) or lateral (0), with degrees if they were given. */
  void lateral(int sign, @Nullable Double degrees) {
    require(lateral == null, "lateral twice");
    lateral = sign;
    lateralDegrees = degrees;
  }

  void straight() {
    straight = true;
  }

  void spider() {
    spider = true;
  }

  ViewAngle build() {
    mergeLateral();
    mergeSpider();
    mergeStraight();
    int s = side == null ? 0 : side;
    int t = tilt == null ? 0 : tilt;
    boolean approximate = (s != 0 && primary == null) || (t != 0 && secondary == null);
    ViewAngle centre = ViewFamily.of(s, t).centre();
    double p = s == 0 ? 0 : primary == null ? centre.primary() : s * primary;
    double q = t == 0 ? 0 : secondary == null ? centre.secondary() : t * secondary;
    return new ViewAngle(p, q, approximate);
  }

  /** Lateral is LAO 90, or 90 degrees to the side that is named beside it. */
  private void mergeLateral() {
    if (lateral == null) {
      return;
    }
    if (side != null) {
      boolean agrees = side != 0 && (lateral == 0 || lateral.equals(side));
      require(agrees && primary == null && lateralDegrees == null, "lateral and another side");
    } else {
      side = lateral == 0 ? 1 : lateral;
    }
    primary = lateralDegrees == null ? 90.0 : lateralDegrees;
  }

  /** The spider view is LAO caudal. */
  private void mergeSpider() {
    if (spider) {
      require(
          (side == null || side == 1) && (tilt == null || tilt == -1), "spider and not LAO caudal");
      side = 1;
      tilt = -1;
    }
  }

  /** Straight stands for AP, or says beside a side that there is no tilt. */
  private void mergeStraight() {
    require(!straight || side == null || tilt == null, "straight and two other directions");
  }

  private static void require(boolean consistent, String found) {
    if (!consistent) {
      throw new FormatException(
          "text prompt",
          "one direction for each axis",
          found,
          "name one view, such as RAO 30 CAUDAL 25");
    }
  }
}
