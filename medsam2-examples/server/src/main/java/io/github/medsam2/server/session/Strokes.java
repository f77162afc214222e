// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.image.Mask;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Slicing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Painted voxels as gestures: a scribble becomes some clicks, an area the mask of one slice. */
public final class Strokes {
  private static final int CLICKS = 8;
  private static final int CANDIDATES = 4096;

  private Strokes() {}

  /**
   * A scribble as clicks that lie far from each other on it.
   *
   * @param painted voxels of the whole image, 0 where nothing is
   */
  public static List<Gesture> clicks(byte[] painted, Slicing size, boolean positive) {
    int[] on = painted(painted);
    List<Integer> chosen = new ArrayList<>();
    double[] distance = new double[on.length];
    java.util.Arrays.fill(distance, Double.MAX_VALUE);
    int next = on.length / 2;
    while (chosen.size() < Math.min(CLICKS, on.length)) {
      chosen.add(on[next]);
      int farthest = 0;
      for (int i = 0; i < on.length; i++) {
        distance[i] = Math.min(distance[i], square(on[i], on[next], size));
        farthest = distance[i] > distance[farthest] ? i : farthest;
      }
      if (distance[farthest] <= 1) {
        break;
      }
      next = farthest;
    }
    List<Gesture> clicks = new ArrayList<>();
    for (int at : chosen) {
      clicks.add(new Gesture.Click(x(at, size), y(at, size), z(at, size), positive));
    }
    return clicks;
  }

  /** Evenly chosen voxels, so that a filled volume does not take long. */
  private static int[] painted(byte[] voxels) {
    int count = 0;
    for (byte voxel : voxels) {
      count += voxel != 0 ? 1 : 0;
    }
    if (count == 0) {
      throw Refusal.wrong("scribble", "painted voxels", "none");
    }
    int step = (count + CANDIDATES - 1) / CANDIDATES;
    int[] on = new int[(count + step - 1) / step];
    int seen = 0;
    for (int i = 0; i < voxels.length; i++) {
      if (voxels[i] != 0 && seen++ % step == 0) {
        on[(seen - 1) / step] = i;
      }
    }
    return on;
  }

  private static double square(int a, int b, Slicing size) {
    double dx = x(a, size) - x(b, size);
    double dy = y(a, size) - y(b, size);
    double dz = z(a, size) - z(b, size);
    return dx * dx + dy * dy + dz * dz;
  }

  private static int x(int at, Slicing size) {
    return at % size.width();
  }

  private static int y(int at, Slicing size) {
    return at / size.width() % size.height();
  }

  private static int z(int at, Slicing size) {
    return at / size.width() / size.height();
  }

  /**
   * The slice with most painted voxels, as the object on it.
   *
   * @param axis across which the slice lies
   */
  public static Gesture area(byte[] painted, Slicing size, int axis) {
    Slicing slicing = new Slicing(size.width(), size.height(), size.depth(), axis);
    ByteBuffer voxels = ByteBuffer.wrap(painted);
    Mask best = null;
    int where = 0;
    for (int slice = 0; slice < slicing.count(); slice++) {
      Mask mask = Mask.of(slicing.columns(), slicing.rows(), slicing.take(voxels, slice));
      if (!mask.isEmpty() && (best == null || mask.area() > best.area())) {
        best = mask;
        where = slice;
      }
    }
    if (best == null) {
      throw Refusal.wrong("area", "painted voxels", "none");
    }
    return new Gesture.Area(axis, where, best);
  }
}
