// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data.warp;

import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is on every frame. The heart swings, turns a little and deforms; the chest
 * breathes and the table drifts, which moves the heart too.
 *
 * @param heart of the vessels, by frame
 * @param chest of the background, by frame
 * @param beat how far the elastic field is followed, by frame
 * @param right elastic field; none where nothing deforms
 * @param down elastic field; none where nothing deforms
 */
record Motion(
    List<Pose> heart,
    List<Pose> chest,
    List<Double> beat,
    @Nullable SmoothField right,
    @Nullable SmoothField down) {

  /**
   * A place: about the centre, then shifted.
   *
   * @param cx centre
   * @param cy centre
   * @param cos of the angle, over the magnification
   * @param sin of the angle, over the magnification
   * @param right shift in pixels
   * @param down shift in pixels
   */
  record Pose(double cx, double cy, double cos, double sin, double right, double down) {

    static Pose of(double cx, double cy, double angle, double zoom, double right, double down) {
      double cos = StrictMath.cos(angle) / zoom;
      double sin = StrictMath.sin(angle) / zoom;
      return new Pose(cx, cy, cos, sin, right, down);
    }

    /** Which pixel of the still lies at a pixel of the frame. */
    void source(double x, double y, double[] xy) {
      double dx = x - cx - right;
      double dy = y - cy - down;
      xy[0] = cx + cos * dx + sin * dy;
      xy[1] = cy - sin * dx + cos * dy;
    }
  }

  /** Nothing moves. */
  static Motion none(int width, int height) {
    Pose still = Pose.of((width - 1) / 2.0, (height - 1) / 2.0, 0, 1, 0, 0);
    return new Motion(List.of(still), List.of(still), List.of(0.0), null, null);
  }

  static Motion draw(int width, int height, int frames, CounterRandom random) {
    double scale = Math.max(width, height) / 512.0;
    double cx = (width - 1) / 2.0;
    double cy = (height - 1) / 2.0;
    double swing = scale * between(4, 16, random, 0);
    double period = between(8, 16, random, 1);
    double phase = between(0, 2 * Math.PI, random, 2);
    double way = between(0, 2 * Math.PI, random, 3);
    double breath = scale * between(2, 10, random, 4);
    double breathing = between(30, 60, random, 5);
    double breathPhase = between(0, 2 * Math.PI, random, 6);
    double elastic = scale * between(3, 8, random, 7);
    double spacing = scale * between(24, 32, random, 8);
    double driftRight = scale * between(-0.5, 0.5, random, 9);
    double driftDown = scale * between(-0.5, 0.5, random, 10);
    CounterRandom walk = random.split("walk");
    List<Pose> heart = new ArrayList<>();
    List<Pose> chest = new ArrayList<>();
    List<Double> beat = new ArrayList<>();
    double angle = 0;
    double zoom = 1;
    double right = 0;
    double down = 0;
    for (int t = 0; t < frames; t++) {
      double sine = StrictMath.sin(2 * Math.PI * t / period + phase);
      double breathed = breath * StrictMath.sin(2 * Math.PI * t / breathing + breathPhase);
      chest.add(Pose.of(cx, cy, 0, 1, driftRight * t, breathed + driftDown * t));
      heart.add(
          Pose.of(
              cx,
              cy,
              angle,
              zoom,
              right + driftRight * t + swing * sine * StrictMath.cos(way),
              down + breathed + driftDown * t + swing * sine * StrictMath.sin(way)));
      beat.add(elastic * sine);
      angle += StrictMath.toRadians(walk.normal(4L * t) / 2);
      zoom *= 1 + 0.005 * walk.normal(4L * t + 1);
      right += scale * walk.normal(4L * t + 2);
      down += scale * walk.normal(4L * t + 3);
    }
    return new Motion(
        heart,
        chest,
        beat,
        SmoothField.draw(width, height, spacing, random.split("right")),
        SmoothField.draw(width, height, spacing, random.split("down")));
  }

  private static double between(double low, double high, CounterRandom random, long index) {
    return low + (high - low) * random.uniform(index);
  }

  /** Which pixel of the still's vessels lies at a pixel of a frame. */
  void vessel(int frame, int x, int y, double[] xy) {
    heart.get(frame % heart.size()).source(x, y, xy);
    if (right != null && down != null) {
      double by = beat.get(frame);
      xy[0] -= by * right.at(x, y);
      xy[1] -= by * down.at(x, y);
    }
  }

  /** Which pixel of the still's background lies at a pixel of a frame. */
  void background(int frame, int x, int y, double[] xy) {
    chest.get(frame % chest.size()).source(x, y, xy);
  }
}
