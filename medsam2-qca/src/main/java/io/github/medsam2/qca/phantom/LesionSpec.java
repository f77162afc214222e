// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;

/**
 * A narrowing to put into a vessel.
 *
 * @param segment where
 * @param position of its middle, as a share of the length of the segment, 0 to 1
 * @param severity reduction of the diameter at its middle, 0 to 0.95; 1 for an occlusion
 * @param lengthMm from border to border, along the vessel
 * @param eccentricity shift of the lumen towards one wall: 0 central, 1 touching it
 * @param flatness short over long axis of the lumen at its middle, 0.5 to 1; the area stays
 * @param rotation direction of shift and long axis around the vessel, degrees
 * @param kind what made it
 */
public record LesionSpec(
    CassSegment segment,
    double position,
    double severity,
    double lengthMm,
    double eccentricity,
    double flatness,
    double rotation,
    Kind kind) {

  /** What made a narrowing. */
  public enum Kind {
    /** A focal plaque: raised-cosine profile. */
    STENOSIS,
    /** An even reduction over a long stretch, which also lowers the reference. */
    DIFFUSE,
    /** No lumen at all. */
    OCCLUSION,
    /** A treated lesion with struts around a small residual narrowing. */
    STENT
  }

  /** Checks ranges. */
  public LesionSpec {
    boolean closed = kind == Kind.OCCLUSION;
    boolean good =
        position >= 0
            && position <= 1
            && severity >= 0
            && (closed ? severity == 1 : severity <= 0.95)
            && lengthMm > 0
            && lengthMm <= 200
            && eccentricity >= 0
            && eccentricity <= 1
            && flatness >= 0.5
            && flatness <= 1
            && Double.isFinite(rotation);
    if (!good) {
      throw new InvalidInputException(
          "lesion",
          "position 0..1, severity 0..0.95 (1 for an occlusion), length up to 200 mm,"
              + " eccentricity 0..1, flatness 0.5..1",
          position + " " + severity + " " + lengthMm + " " + eccentricity + " " + flatness,
          "correct the lesion");
    }
  }

  /** A round, central stenosis. */
  public static LesionSpec stenosis(
      CassSegment segment, double position, double severity, double lengthMm) {
    return new LesionSpec(segment, position, severity, lengthMm, 0, 1, 0, Kind.STENOSIS);
  }

  /** A total occlusion. */
  public static LesionSpec occlusion(CassSegment segment, double position) {
    return new LesionSpec(segment, position, 1, 6, 0, 1, 0, Kind.OCCLUSION);
  }

  /** The same lesion with an off-centre, flattened lumen. */
  public LesionSpec eccentric(double shift, double shortOverLong, double degrees) {
    return new LesionSpec(
        segment, position, severity, lengthMm, shift, shortOverLong, degrees, kind);
  }

  /** The same lesion, made by something else. */
  public LesionSpec of(Kind cause) {
    return new LesionSpec(
        segment, position, severity, lengthMm, eccentricity, flatness, rotation, cause);
  }
}
