// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.volume.Vectors;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.MaskVolume;

/** Compares grids of voxels. */
final class Grids {
  /** Below what rounding in files of 32-bit numbers does to a corner, mm. */
  private static final double TOLERANCE = 0.01;

  private Grids() {}

  /** Refuses a mask that is not on the grid of the source. */
  static void requireSame(VolumeSource source, MaskVolume mask) {
    boolean size =
        mask.width() == source.width()
            && mask.height() == source.height()
            && mask.depth() == source.count();
    if (!size) {
      throw new InvalidInputException(
          "mask volume",
          "the size of the source, "
              + source.width()
              + "x"
              + source.height()
              + "x"
              + source.count(),
          mask.width() + "x" + mask.height() + "x" + mask.depth(),
          "resample the mask onto the source");
    }
    double off = offset(source.stack().geometry(), mask.geometry(), mask);
    if (off > TOLERANCE) {
      throw new InvalidInputException(
          "mask volume",
          "the place of the source",
          "a corner " + off + " mm away",
          "resample the mask onto the source");
    }
  }

  /** How far apart two geometries put the corners of a mask, mm. */
  private static double offset(Geometry a, Geometry b, MaskVolume mask) {
    double most = 0;
    for (int corner = 0; corner < 8; corner++) {
      double x = (corner & 1) * (mask.width() - 1.0);
      double y = (corner >> 1 & 1) * (mask.height() - 1.0);
      double z = (corner >> 2) * (mask.depth() - 1.0);
      most =
          Math.max(most, Vectors.length(Vectors.minus(a.toPatient(x, y, z), b.toPatient(x, y, z))));
    }
    return most;
  }
}
