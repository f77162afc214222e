// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells pictures that stand in two sets, by means over 16 x 16 blocks: JPEG changes pixels. */
final class Pictures {
  private static final int BLOCKS = 16;

  /** Root mean square of the differences, in grey levels of 255. */
  private static final double SAME = 2;

  private Pictures() {}

  /** The samples whose first picture is in no other set. */
  static SampleSet without(SampleSet samples, SampleSet... others) {
    List<double[]> known = new ArrayList<>();
    for (SampleSet other : others) {
      known.addAll(all(other));
    }
    return samples.where(
        i -> {
          double[] own = blocks(samples.get(i).image());
          return known.stream().noneMatch(k -> distance(own, k) < SAME);
        });
  }

  /** Numbers of samples to those of others with the same picture. */
  static Map<Integer, Integer> pairs(SampleSet samples, SampleSet others) {
    List<double[]> known = all(others);
    Map<Integer, Integer> pairs = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      double[] own = blocks(samples.get(i).image());
      for (int j = 0; j < known.size() && !pairs.containsKey(i); j++) {
        if (distance(own, known.get(j)) < SAME) {
          pairs.put(i, j);
        }
      }
    }
    return pairs;
  }

  private static List<double[]> all(SampleSet samples) {
    List<double[]> blocks = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      blocks.add(blocks(samples.get(i).image()));
    }
    return blocks;
  }

  private static double[] blocks(Image image) {
    float[] grey = image.plane(0);
    double[] sums = new double[BLOCKS * BLOCKS];
    int[] counts = new int[BLOCKS * BLOCKS];
    for (int i = 0; i < grey.length; i++) {
      int x = i % image.width() * BLOCKS / image.width();
      int y = i / image.width() * BLOCKS / image.height();
      sums[y * BLOCKS + x] += grey[i];
      counts[y * BLOCKS + x]++;
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i];
    }
    return sums;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }
}
