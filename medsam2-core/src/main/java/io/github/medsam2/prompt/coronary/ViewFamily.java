// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

/**
 * The twelve families of coronary views. Within 10 degrees of the sagittal plane a view is AP, from
 * 70 degrees it is lateral, and less than 10 degrees of tilt is straight; angles that no C-arm
 * reaches in practice are {@link #OTHER}.
 */
public enum ViewFamily {
  AP("AP", 0, 0),
  AP_CAUDAL("AP Caudal", 0, -30),
  AP_CRANIAL("AP Cranial", 0, 37.5),
  LAO_CAUDAL("LAO Caudal", 47.5, -32.5),
  LAO_CRANIAL("LAO Cranial", 40, 30),
  LAO_LATERAL("LAO Lateral", 90, 0),
  LAO_STRAIGHT("LAO Straight", 45, 0),
  RAO_CAUDAL("RAO Caudal", -32.5, -30),
  RAO_CRANIAL("RAO Cranial", -30, 30),
  RAO_LATERAL("RAO Lateral", -90, 0),
  RAO_STRAIGHT("RAO Straight", -35, 0),
  OTHER("Other", 180, 0);

  private final String label;
  private final double primary;
  private final double secondary;

  ViewFamily(String label, double primary, double secondary) {
    this.label = label;
    this.primary = primary;
    this.secondary = secondary;
  }

  /** The family of a view. */
  public static ViewFamily of(ViewAngle view) {
    if (view.isUnusual()) {
      return OTHER;
    }
    if (Math.abs(view.primary()) >= 70) {
      return view.primary() > 0 ? LAO_LATERAL : RAO_LATERAL;
    }
    int side = Math.abs(view.primary()) <= 10 ? 0 : (int) Math.signum(view.primary());
    int tilt = Math.abs(view.secondary()) < 10 ? 0 : (int) Math.signum(view.secondary());
    return of(side, tilt);
  }

  /**
   * The family of two directions.
   *
   * @param side 1 for LAO, 0 for AP, -1 for RAO
   * @param tilt 1 for cranial, 0 for straight, -1 for caudal
   */
  static ViewFamily of(int side, int tilt) {
    return switch (tilt) {
      case 1 -> side > 0 ? LAO_CRANIAL : side < 0 ? RAO_CRANIAL : AP_CRANIAL;
      case -1 -> side > 0 ? LAO_CAUDAL : side < 0 ? RAO_CAUDAL : AP_CAUDAL;
      default -> side > 0 ? LAO_STRAIGHT : side < 0 ? RAO_STRAIGHT : AP;
    };
  }

  /** The name used in the literature, for example {@code RAO Caudal}. */
  public String label() {
    return label;
  }

  /**
   * The middle of the angles in clinical use, approximate: what a direction without a number means.
   * Where both trees are seen in a family it is that of the left tree. Meaningless for {@link
   * #OTHER}.
   */
  public ViewAngle centre() {
    return new ViewAngle(primary, secondary, true);
  }
}
