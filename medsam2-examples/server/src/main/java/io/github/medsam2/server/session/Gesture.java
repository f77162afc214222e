// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.image.Mask;

/** What a user did in an image of three dimensions. Coordinates are voxels, x, y, z. */
public sealed interface Gesture {

  /** A click on the object, or beside it. */
  record Click(double x, double y, double z, boolean positive) implements Gesture {
    double along(int axis) {
      return axis == 0 ? x : axis == 1 ? y : z;
    }
  }

  /**
   * A box around the object on one slice, in voxels of the slice.
   *
   * @param axis across which the slice lies
   */
  record Box(int axis, int slice, double x0, double y0, double x1, double y1) implements Gesture {}

  /**
   * The object on one slice.
   *
   * @param axis across which the slice lies
   */
  record Area(int axis, int slice, Mask mask) implements Gesture {}
}
