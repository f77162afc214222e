// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/** Samples of a volume between its voxels. */
final class Trilinear {

  private Trilinear() {}

  /**
   * The value at an index; 0 outside of the outermost voxel centres.
   *
   * @param sides voxels along x, y, z
   */
  static double at(Samples samples, int[] sides, double[] v) {
    int[] low = new int[3];
    double[] part = new double[3];
    for (int a = 0; a < 3; a++) {
      if (!(v[a] >= 0 && v[a] <= sides[a] - 1)) {
        return 0;
      }
      low[a] = (int) v[a];
      part[a] = v[a] - low[a];
    }
    double sum = 0;
    for (int corner = 0; corner < 8; corner++) {
      double weight = 1;
      int index = 0;
      for (int a = 2; a >= 0; a--) {
        int up = corner >> a & 1;
        weight *= up == 1 ? part[a] : 1 - part[a];
        index = index * sides[a] + Math.min(low[a] + up, sides[a] - 1);
      }
      if (weight != 0) {
        sum += weight * samples.get(index);
      }
    }
    return sum;
  }
}
