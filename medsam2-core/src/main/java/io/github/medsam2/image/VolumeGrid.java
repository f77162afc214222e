// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where slices are to lie in the patient: along another axis of a volume, or oblique. A volume is
 * sampled on it, prompted there in millimetres, and the mask brought back. Immutable.
 *
 * <pre>{@code
 * VolumeGrid coronal = VolumeGrid.of(ct).turned(1);
 * Volume slices = coronal.sample(ct);
 * SlicePoint at = coronal.at(12.5, -80, 1043);
 * }</pre>
 *
 * @param width voxels along x
 * @param height voxels along y
 * @param depth slices
 * @param geometry their place
 */
public record VolumeGrid(int width, int height, int depth, Geometry geometry) {

  /** Checks that each side is at least 1 and all voxels fit into an array. */
  public VolumeGrid {
    long slice = (long) width * height;
    boolean fits = slice <= Integer.MAX_VALUE && slice * depth <= Integer.MAX_VALUE;
    if (width < 1 || height < 1 || depth < 1 || !fits) {
      throw new InvalidInputException(
          "grid of a volume",
          "sides of at least 1, and at most 2147483647 voxels",
          width + "x" + height + "x" + depth,
          "choose a coarser spacing or fewer slices");
    }
  }

  /** A volume's own. */
  public static VolumeGrid of(Volume volume) {
    return new VolumeGrid(volume.width(), volume.height(), volume.depth(), volume.geometry());
  }

  /**
   * The same voxels, sliced across another axis.
   *
   * @param axis 0: slices along x, with y to the right and z down; 1: along y, with x to the right
   *     and z down; 2: as they are
   */
  public VolumeGrid turned(int axis) {
    int[] sides = {width, height, depth};
    int[] from =
        switch (axis) {
          case 0 -> new int[] {1, 2, 0};
          case 1 -> new int[] {0, 2, 1};
          case 2 -> new int[] {0, 1, 2};
          default ->
              throw new InvalidInputException(
                  "axis to slice along", "0, 1 or 2", axis + "", "give x, y or z by its number");
        };
    double[] spacing = new double[3];
    double[] direction = new double[9];
    for (int a = 0; a < 3; a++) {
      spacing[a] = geometry.spacing()[from[a]];
      System.arraycopy(geometry.direction(), 3 * from[a], direction, 3 * a, 3);
    }
    return new VolumeGrid(
        sides[from[0]],
        sides[from[1]],
        sides[from[2]],
        Geometry.of(geometry.origin(), spacing, direction));
  }

  /**
   * The slice nearest to a position, and the place on it.
   *
   * @param px mm, LPS
   * @param py mm, LPS
   * @param pz mm, LPS
   * @throws InvalidInputException for a position outside, without naming it
   */
  public SlicePoint at(double px, double py, double pz) {
    double[] v = geometry.toVoxel(px, py, pz);
    boolean inside =
        v[0] >= -0.5
            && v[1] >= -0.5
            && v[2] >= -0.5
            && v[0] <= width - 0.5
            && v[1] <= height - 0.5
            && v[2] <= depth - 0.5;
    if (!inside) {
      throw new InvalidInputException(
          "position in the patient",
          "one within the slices",
          String.format(Locale.ROOT, "voxel %.1f, %.1f, %.1f", v[0], v[1], v[2]),
          "give millimetres in LPS; RAS has the signs of x and y turned");
    }
    int slice = (int) Math.max(0, Math.min(depth - 1, Math.rint(v[2])));
    return new SlicePoint(slice, v[0], v[1]);
  }

  /** A volume on this grid, trilinear, of its own type; 0 outside of it. */
  public Volume sample(Volume volume) {
    PixelType type = volume.type();
    ByteBuffer out = Samples.allocate(type, width * height * depth);
    int[] sides = {volume.width(), volume.height(), volume.depth()};
    Samples samples = volume.samples();
    walk(
        volume.geometry(),
        (i, v) -> {
          double value = Trilinear.at(samples, sides, v);
          Samples.put(out, type, i, (float) (type == PixelType.FLOAT32 ? value : Math.rint(value)));
        });
    return Volume.of(width, height, depth, type, out, geometry);
  }

  /** A mask on this grid, each voxel as the nearest one; nothing outside of it. */
  public MaskVolume sample(MaskVolume mask) {
    byte[] out = new byte[width * height * depth];
    walk(
        mask.geometry(),
        (i, v) ->
            out[i] = (byte) (mask.contains(nearest(v[0]), nearest(v[1]), nearest(v[2])) ? 1 : 0));
    return MaskVolume.of(width, height, depth, ByteBuffer.wrap(out), geometry);
  }

  private static int nearest(double v) {
    return (int) Math.floor(v + 0.5);
  }

  private interface Visitor {
    void visit(int index, double[] voxel);
  }

  /** Every voxel of this grid with the index it has in another one. */
  private void walk(Geometry other, Visitor visitor) {
    double[] start = index(other, 0, 0, 0);
    double[][] steps = {index(other, 1, 0, 0), index(other, 0, 1, 0), index(other, 0, 0, 1)};
    Arrays.stream(steps).forEach(s -> subtract(s, start));
    double[] at = new double[3];
    int i = 0;
    for (int z = 0; z < depth; z++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int a = 0; a < 3; a++) {
            double exact = start[a] + x * steps[0][a] + y * steps[1][a] + z * steps[2][a];
            // Voxels that meet must meet: rounding of the geometry is not a place between two.
            double near = Math.rint(exact);
            at[a] = Math.abs(exact - near) < 1e-6 ? near : exact;
          }
          visitor.visit(i++, at);
        }
      }
    }
  }

  private double[] index(Geometry other, int x, int y, int z) {
    double[] p = geometry.toPatient(x, y, z);
    return other.toVoxel(p[0], p[1], p[2]);
  }

  private static void subtract(double[] from, double[] what) {
    for (int a = 0; a < 3; a++) {
      from[a] -= what[a];
    }
  }
}
