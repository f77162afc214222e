// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws the frames of a clip.
 *
 * @param layers of the still
 * @param motion of them
 * @param bolus fills the vessels
 * @param over decides noise and what lies over the vessels
 */
record Rendering(Layers layers, Motion motion, Bolus bolus, CounterRandom over) {

  /** The clip; null when no object is seen on any frame. */
  @Nullable Sample clip(String id, String group, List<SampleObject> objects, int frames) {
    List<Image> images = new ArrayList<>();
    List<List<Mask>> masks = new ArrayList<>();
    objects.forEach(o -> masks.add(new ArrayList<>()));
    float[] moved = shadow("crossing", 0.3, 2, 4, 40);
    float[] fixed = shadow("catheter", 0.5, 2.5, 4, 60);
    for (int t = 0; t < frames; t++) {
      Frame frame = new Frame(this, t);
      images.add(frame.image(moved, fixed));
      for (int i = 0; i < masks.size(); i++) {
        masks.get(i).add(frame.mask(layers.masks().get(i)));
      }
    }
    List<SampleObject> seen = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      if (!masks.get(i).stream().allMatch(Mask::isEmpty)) {
        SampleObject o = objects.get(i);
        seen.add(new SampleObject(masks.get(i), o.description(), o.stenosis()));
      }
    }
    return seen.isEmpty() ? null : new Sample(id, group, images, seen);
  }

  /** A tube at some share of clips; nothing at the others. */
  private float[] shadow(String name, double share, double least, double most, double deepest) {
    CounterRandom random = over.split(name);
    int width = layers.width();
    int height = layers.height();
    if (random.uniform(0) >= share) {
      return new float[width * height];
    }
    double radius = Math.max(1, layers.scale() * (least + (most - least) * random.uniform(1)));
    double depth = deepest * (0.4 + 0.6 * random.uniform(2));
    return Tube.shadow(width, height, radius, depth, random.split("course"));
  }

  /** One frame: where every pixel comes from, found once for image and masks. */
  private static final class Frame {
    private final Rendering of;
    private final int number;
    private final int width;
    private final int height;
    private final float[] u;
    private final float[] v;

    Frame(Rendering of, int number) {
      this.of = of;
      this.number = number;
      this.width = of.layers.width();
      this.height = of.layers.height();
      this.u = new float[width * height];
      this.v = new float[width * height];
      double[] xy = new double[2];
      for (int i = 0; i < u.length; i++) {
        of.motion.vessel(number, i % width, i / width, xy);
        u[i] = (float) xy[0];
        v[i] = (float) xy[1];
      }
    }

    Image image(float[] crossing, float[] catheter) {
      float[] vessels = of.layers.vessels().clone();
      for (int i = 0; i < vessels.length; i++) {
        vessels[i] = (float) (vessels[i] * of.bolus.at(number, i)) + crossing[i];
      }
      float[] fixed = of.layers.background().clone();
      for (int i = 0; i < fixed.length; i++) {
        fixed[i] += catheter[i];
      }
      CounterRandom noise = of.over.split("noise").split(number);
      double strength = 1 + 3 * of.over.uniform(0);
      byte[] out = new byte[vessels.length];
      double[] xy = new double[2];
      for (int i = 0; i < out.length; i++) {
        of.motion.background(number, i % width, i / width, xy);
        double grey =
            Bilinear.repeated(fixed, width, height, xy[0], xy[1])
                + Bilinear.repeated(vessels, width, height, u[i], v[i]);
        double quantum = Math.sqrt(Math.max(0, grey) / 128);
        double shown = grey + strength * quantum * normal(noise, i);
        out[i] = (byte) Math.max(0, Math.min(255, Math.round(shown)));
      }
      return Image.gray8(width, height, out);
    }

    /** Nearly normal, of four uniform numbers: logarithms of every pixel would take long. */
    private static double normal(CounterRandom random, int index) {
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        sum += random.uniform(4L * index + i);
      }
      return (sum - 2) * 1.7320508;
    }

    /** The part of a mask that is filled, where it is now. */
    Mask mask(Mask still) {
      Bounds bounds = still.bounds().orElse(null);
      if (bounds == null) {
        return still;
      }
      float[] filled = still.toFloats();
      for (int i = 0; i < filled.length; i++) {
        filled[i] = filled[i] > 0 && of.bolus.at(number, i) >= Bolus.SEEN ? 1 : 0;
      }
      byte[] out = new byte[filled.length];
      for (int i = 0; i < out.length; i++) {
        boolean near =
            u[i] > bounds.x() - 1
                && u[i] < bounds.x() + bounds.width()
                && v[i] > bounds.y() - 1
                && v[i] < bounds.y() + bounds.height();
        if (near && Bilinear.zeroOutside(filled, width, height, u[i], v[i]) > 0.5) {
          out[i] = 1;
        }
      }
      return Mask.of(width, height, out);
    }
  }
}
