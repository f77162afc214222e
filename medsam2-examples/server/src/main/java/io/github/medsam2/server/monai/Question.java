// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.Limits;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.session.Asked;
import io.github.medsam2.server.session.Gesture;
import io.github.medsam2.server.session.Gestures;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a viewer asks, from its parameters: all clicks of the segment each time, as voxels {@code
 * [i, j, k]} or pixels {@code [x, y]}; a box as {@code i0, i1, j0, j1, k0, k1}, whose pairs may be
 * in either order, or {@code x0, y0, x1, y1}.
 */
final class Question {
  private final Json params;
  private final Slicing size;
  private final int[] range;
  private final List<Gesture> gestures = new ArrayList<>();
  private int latest;

  private Question(Json params, Slicing size, Limits limits) {
    this.params = params;
    this.size = size;
    this.range = new int[] {0, size.count() - 1};
    this.latest = size.count() / 2;
    box(params.numbers("roi", 6));
    clicks("background", false, limits);
    clicks("foreground", true, limits);
  }

  /** The question that parameters hold. */
  static Asked of(Json params, Slicing size, Limits limits) {
    return new Question(params, size, limits).asked();
  }

  private void clicks(String key, boolean positive, Limits limits) {
    for (double[] at : params.rows(key, limits.points(), 3)) {
      if (at.length != 2 && at.length != 3) {
        throw Refusal.wrong(key, "points of two or three numbers", at.length + " numbers");
      }
      double k = at.length == 3 ? at[2] : 0;
      gestures.add(new Gesture.Click(at[0], at[1], k, positive));
      latest = positive ? (int) Math.rint(k) : latest;
    }
  }

  private void box(double[] roi) {
    if (roi.length == 0) {
      return;
    }
    if (roi.length == 4) {
      add(0, roi[0], roi[2], roi[1], roi[3]);
    } else if (roi.length == 6) {
      int low = (int) Math.rint(Math.max(0, Math.min(roi[4], roi[5])));
      int high = (int) Math.rint(Math.min(size.count() - 1, Math.max(roi[4], roi[5])));
      if (low > high) {
        throw Refusal.wrong("roi", "a box that meets the image", "one beside it");
      }
      range[0] = low;
      range[1] = high;
      add((low + high) / 2, roi[0], roi[1], roi[2], roi[3]);
    } else {
      throw Refusal.wrong("roi", "four or six numbers", roi.length + "");
    }
  }

  private void add(int slice, double x0, double x1, double y0, double y1) {
    latest = slice;
    gestures.add(
        new Gesture.Box(
            2, slice, Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)));
  }

  private Asked asked() {
    if (gestures.isEmpty()) {
      throw Refusal.wrong("prompts", "a click on the object, or a box around it", "none");
    }
    Asked all = Gestures.asked(gestures, size, false);
    String extent = params.text("extent").orElse("volume");
    if (size.count() == 1) {
      return all; // nothing to follow it to, and nobody's turn to wait for
    } else if (extent.equals("slice")) {
      return slice(all);
    } else if (!extent.equals("volume")) {
      throw Refusal.wrong("extent", "volume or slice", "another word");
    }
    int start = all.slices().firstKey();
    boolean within = params.flag("only_within_roi", false);
    int first = within ? range[0] : 0;
    int last = within ? range[1] : size.count() - 1;
    return switch (params.text("direction").orElse("both")) {
      case "both" -> Asked.through(2, all.slices(), first, last);
      case "forward" -> Asked.through(2, all.slices(), start, last);
      case "backward" -> Asked.through(2, all.slices(), first, start);
      default -> throw Refusal.wrong("direction", "both, forward or backward", "another word");
    };
  }

  /** One slice: the one that is named, where it has prompts, or that of the latest. */
  private Asked slice(Asked all) {
    int named = params.number("slice").map(n -> (int) Math.rint(n)).orElse(latest);
    int slice =
        all.slices().containsKey(named)
            ? named
            : all.slices().containsKey(latest) ? latest : all.slices().firstKey();
    return Asked.there(2, new TreeMap<>(all.slices().subMap(slice, slice + 1)));
  }
}
