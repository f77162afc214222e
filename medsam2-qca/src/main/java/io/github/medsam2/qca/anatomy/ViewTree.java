// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

/** Which tree a view usually shows, and how often each segment is the one that is read. */
final class ViewTree {
  private static final double SIGMA_PRIMARY = 12;
  private static final double SIGMA_SECONDARY = 10;
  private static final double PRIOR_RIGHT = 0.33;
  private static final double UNIFORM = 0.02;

  /** Area of the angles a C-arm reaches in practice, square degrees: +-100 by +-50. */
  private static final double REACH = 200.0 * 100.0;

  /** Usual views: primary, secondary, share. */
  private static final double[][] RIGHT = {
    {35, 0, .40}, {-30, 0, .25}, {5, 28, .20}, {30, 22, .15}
  };

  private static final double[][] LEFT = {
    {-25, -25, .20},
    {0, -30, .10},
    {45, -30, .15},
    {0, 35, .15},
    {-30, 28, .12},
    {38, 28, .15},
    {88, 0, .05},
    {-30, 0, .04},
    {0, 0, .04}
  };

  private ViewTree() {}

  /** Probability that a view of these angles shows the right tree. */
  static double probabilityOfRight(double primary, double secondary) {
    double r = PRIOR_RIGHT * density(RIGHT, primary, secondary);
    double l = (1 - PRIOR_RIGHT) * density(LEFT, primary, secondary);
    return r / (r + l);
  }

  private static double density(double[][] views, double primary, double secondary) {
    double sum = 0;
    for (double[] v : views) {
      double a = (primary - v[0]) / SIGMA_PRIMARY;
      double b = (secondary - v[1]) / SIGMA_SECONDARY;
      sum += v[2] * Math.exp(-(a * a + b * b) / 2);
    }
    double gauss = sum / (2 * Math.PI * SIGMA_PRIMARY * SIGMA_SECONDARY);
    return (1 - UNIFORM) * gauss + UNIFORM / REACH;
  }

  /** Images in which a segment was the one measured, in one published collection of 748. */
  static int readings(CassSegment segment) {
    return switch (segment) {
      case PROXIMAL_RCA -> 42;
      case MID_RCA -> 126;
      case DISTAL_RCA -> 28;
      case RIGHT_PDA -> 38;
      case PROXIMAL_LAD -> 87;
      case MID_LAD -> 192;
      case DISTAL_LAD -> 19;
      case D1 -> 55;
      case D2 -> 13;
      case PROXIMAL_LCX -> 26;
      case MID_LCX -> 65;
      case OM1 -> 29;
      case OM2 -> 14;
      case RAMUS -> 14;
      default -> 0;
    };
  }
}
