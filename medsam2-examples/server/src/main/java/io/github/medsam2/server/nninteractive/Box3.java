// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

import com.google.gson.JsonArray;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Slicing;

/**
 * A box of voxels, {@code [[z0, z1], [y0, y1], [x0, x1]]} on the wire, ends not included.
 *
 * @param low x, y, z; not to be written to
 * @param high x, y, z, not included; not to be written to
 */
@SuppressWarnings("ArrayRecordComponent")
record Box3(int[] low, int[] high) {

  /** All of an image. */
  static Box3 all(Slicing size) {
    return new Box3(new int[3], new int[] {size.width(), size.height(), size.depth()});
  }

  /** A box that meets the image, cut to it. */
  static Box3 of(double[][] rows, Slicing size) {
    if (rows.length != 3) {
      throw Refusal.wrong("box", "three ranges, z, y, x", rows.length + "");
    }
    int[] sizes = {size.width(), size.height(), size.depth()};
    int[] low = new int[3];
    int[] high = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      double[] range = rows[2 - axis];
      if (range.length != 2) {
        throw Refusal.wrong("box", "two numbers a range", range.length + "");
      }
      low[axis] = (int) Math.max(0, Math.rint(Math.min(range[0], range[1])));
      high[axis] = (int) Math.min(sizes[axis], Math.rint(Math.max(range[0], range[1])));
      if (low[axis] >= high[axis]) {
        throw Refusal.wrong("box", "a box that meets the image", "one beside it or empty");
      }
    }
    return new Box3(low, high);
  }

  /** The box of an interaction, or all of the image where none is told. */
  static Box3 of(Json meta, String key, Slicing size) {
    return meta.has(key) ? of(meta.rows(key, 3, 2), size) : all(size);
  }

  int size(int axis) {
    return high[axis] - low[axis];
  }

  int voxels() {
    return size(0) * size(1) * size(2);
  }

  /** The axis on which it is one voxel thick: z before y before x, where it is so on several. */
  int flatAxis() {
    for (int axis = 2; axis >= 0; axis--) {
      if (size(axis) == 1) {
        return axis;
      }
    }
    return -1;
  }

  /** Cuts it out of all voxels, x fastest. */
  byte[] cut(byte[] voxels, Slicing size) {
    byte[] out = new byte[voxels()];
    int i = 0;
    for (int z = low[2]; z < high[2]; z++) {
      for (int y = low[1]; y < high[1]; y++) {
        int from = (z * size.height() + y) * size.width() + low[0];
        System.arraycopy(voxels, from, out, i, size(0));
        i += size(0);
      }
    }
    return out;
  }

  /** The smallest box with every voxel that differs; null where none does. */
  static @org.jspecify.annotations.Nullable Box3 ofChange(byte[] a, byte[] b, Slicing size) {
    int[] low = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    int[] high = new int[3];
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        int[] at = {
          i % size.width(), i / size.width() % size.height(), i / size.width() / size.height()
        };
        for (int axis = 0; axis < 3; axis++) {
          low[axis] = Math.min(low[axis], at[axis]);
          high[axis] = Math.max(high[axis], at[axis] + 1);
        }
      }
    }
    return high[0] == 0 ? null : new Box3(low, high);
  }

  JsonArray json() {
    JsonArray all = new JsonArray();
    for (int axis = 2; axis >= 0; axis--) {
      JsonArray range = new JsonArray();
      range.add(low[axis]);
      range.add(high[axis]);
      all.add(range);
    }
    return all;
  }

  /** Its sizes, z, y, x. */
  int[] shape() {
    return new int[] {size(2), size(1), size(0)};
  }
}
