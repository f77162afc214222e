// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.geometry.Point3;

/**
 * A landmark of the coronary trees in polar coordinates, mean and standard deviation over normal
 * right-dominant men: Dodge et al., Circulation 1988;78:1167, tables 3 to 5.
 *
 * <p>Theta turns from anterior to the patient's left, phi rises to the head. The left tree is
 * measured from the left ostium, the right tree from the ostium of the right coronary artery.
 */
public enum DodgePoint {
  LM_MID(0.7, 0.4, 80, 20, 4, 15),
  L1_PROX(1.6, 0.7, 70, 12, -3, 12),
  L1_MID(2.3, 0.8, 63, 10, -5, 11),
  L2_MID(5.3, 0.8, 44, 7, -12, 9),
  L3_MID(10.1, 0.9, 30, 8, -32, 7),
  L4_PROX(12.2, 1.0, 32, 9, -46, 7),
  L4_MID(11.8, 0.9, 33, 10, -49, 7),
  D1_ORIGIN(3.2, 61, -8),
  D1_MID(6.2, 61, -23),
  D2_ORIGIN(4.9, 47, -12),
  D2_MID(7.7, 49, -24),
  D3_ORIGIN(6.6, 41, -17),
  D3_MID(9.0, 42, -26),
  S1_ORIGIN(3.3, 57, -9),
  S1_MID(4.3, 35, -31),
  S2_ORIGIN(5.2, 44, -12),
  S2_MID(5.8, 31, -29),
  S3_ORIGIN(7.0, 37, -19),
  S3_MID(7.3, 30, -31),
  C1_PROX(1.4, 0.7, 86, 15, -12, 13),
  C1_MID(1.8, 0.8, 94, 17, -24, 12),
  C2_MID(3.1, 0.9, 116, 18, -37, 9),
  C3_MID(4.8, 1.0, 135, 21, -51, 8),
  C4_MID(5.9, 0.9, 166, 39, -71, 9),
  MR_ORIGIN(1.2, 0.5, 85, 18, -10, 17),
  MR_MID(5.6, 1.6, 80, 14, -34, 13),
  M1_ORIGIN(2.2, 102, -31),
  M1_MID(5.6, 91, -38),
  M2_ORIGIN(3.4, 118, -41),
  M2_MID(6.0, 109, -51),
  M3_ORIGIN(4.7, 131, -49),
  M3_MID(6.5, 118, -58),
  LEFT_CATHETER(1.6, -43, 24),
  RCA_OSTIUM(3.7, 0.4, -25, 8, -23, 8),
  R1_PROX(0.5, 0.1, -71, 19, -22, 17),
  R1_MID(1.7, 0.4, -68, 14, -24, 11),
  R2_MID(4.6, 0.7, -72, 11, -48, 8),
  R3_MID(6.4, 1.1, -91, 64, -69, 5),
  R4_MID(6.2, 0.8, 180, 19, -66, 8),
  RD_MID(7.6, 1.1, 80, 60, -76, 8),
  RI_MID(7.6, 1.0, 143, 25, -68, 9),
  RP_MID(8.0, 0.8, 145, 21, -56, 9);

  private static final double BRANCH_R_SD = 0.9;
  private static final double BRANCH_THETA_SD = 14;
  private static final double BRANCH_PHI_SD = 10;

  private final double r;
  private final double rSd;
  private final double theta;
  private final double thetaSd;
  private final double phi;
  private final double phiSd;

  DodgePoint(double r, double theta, double phi) {
    this(r, BRANCH_R_SD, theta, BRANCH_THETA_SD, phi, BRANCH_PHI_SD);
  }

  DodgePoint(double r, double rSd, double theta, double thetaSd, double phi, double phiSd) {
    this.r = r;
    this.rSd = rSd;
    this.theta = theta;
    this.thetaSd = thetaSd;
    this.phi = phi;
    this.phiSd = phiSd;
  }

  /** Whether the point is measured from the right ostium. */
  public boolean fromRightOstium() {
    return compareTo(RCA_OSTIUM) > 0;
  }

  /** The mean position in mm, LPS, relative to the ostium it is measured from. */
  public Point3 mean() {
    return deviate(0, 0, 0);
  }

  /** The position that lies the given numbers of standard deviations off the mean. */
  public Point3 deviate(double zr, double zTheta, double zPhi) {
    if (!Double.isFinite(zr + zTheta + zPhi)) {
      throw new InvalidInputException(
          "landmark", "finite deviations", zr + " " + zTheta + " " + zPhi, "give numbers");
    }
    double radius = 10 * Math.max(0.3 * r, r + zr * rSd);
    double t = StrictMath.toRadians(theta + zTheta * thetaSd);
    double f = StrictMath.toRadians(phi + zPhi * phiSd);
    double level = radius * StrictMath.cos(f);
    return new Point3(
        level * StrictMath.sin(t), -level * StrictMath.cos(t), radius * StrictMath.sin(f));
  }
}
