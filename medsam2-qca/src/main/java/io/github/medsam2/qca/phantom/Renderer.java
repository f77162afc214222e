// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.image.Image;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.phantom.cathlab.Devices;
import io.github.medsam2.qca.phantom.heart.Tube;
import io.github.medsam2.qca.phantom.thorax.Thorax;
import io.github.medsam2.qca.phantom.xray.Detector;
import io.github.medsam2.qca.phantom.xray.ExpTable;
import io.github.medsam2.qca.phantom.xray.Exposure;
import io.github.medsam2.qca.phantom.xray.Grid;
import io.github.medsam2.qca.phantom.xray.ProjectedTube;
import io.github.medsam2.qca.phantom.xray.TubePainter;
import java.util.Arrays;
import java.util.List;

/** Makes the frames of a scene. Immutable and thread-safe. */
final class Renderer {
  /** Finer pixels across one pixel of the image while vessels are drawn. */
  private static final int FINE = 2;

  /** Optical depth per millimetre of path and g/ml of iodine at 55 keV: 9.7 cm2/g. */
  private static final double IODINE = 0.97;

  /** Optical depth per millimetre of catheter wall. */
  private static final double WALL = 0.2;

  private static final double STRUT_PERIOD_MM = 1.8;
  private static final double STRUT_DEPTH = 0.035;
  private static final double FOCAL_SPOT_SIGMA_MM = 0.22 / 2.355;
  private static final double PULSE_SECONDS = 0.007;
  private static final int SUBFRAMES = 3;

  private final Scene scene;
  private final Thorax thorax;
  private final Detector detector;
  private final ExpTable exp = new ExpTable();
  private final double level;

  Renderer(Scene scene) {
    this.scene = scene;
    PhantomConfig c = scene.config;
    Exposure exposure =
        new Exposure(
            c.bits(),
            c.kerma(),
            c.has(Effect.NOISE),
            c.has(Effect.SCATTER),
            c.has(Effect.BLUR),
            c.has(Effect.SHARPENING));
    this.thorax = new Thorax(scene.screen(), scene.tree.frame(), scene.pan, c.seed());
    float[] open = open(0);
    float[] sorted = open.clone();
    Arrays.sort(sorted);
    // The exposure control reads the middle of the field, not the shutters.
    this.level = sorted[sorted.length / 2];
    for (int i = 0; i < open.length; i++) {
      open[i] /= (float) level;
    }
    this.detector = new Detector(scene.screen(), exposure, open, c.seed());
  }

  /** Transmission of everything but contrast, devices and catheter. */
  private float[] open(double time) {
    PhantomConfig c = scene.config;
    float[] t = new float[c.width() * c.height()];
    if (!c.has(Effect.BACKGROUND)) {
      Arrays.fill(t, 1);
      return t;
    }
    float[] od = thorax.at(scene.motion.diaphragm(time), scene.motion.contraction(time));
    for (int i = 0; i < t.length; i++) {
      t[i] = exp.of(od[i] + 1);
    }
    return t;
  }

  Image frame(int index) {
    double time = scene.time(index);
    float[] t = open(time);
    float[] vessels = vessels(time);
    for (int i = 0; i < t.length; i++) {
      t[i] *= (float) (vessels[i] / level);
    }
    return detector.expose(t, index);
  }

  /**
   * Transmission of contrast, devices and catheter, averaged over the pulse and over each pixel.
   */
  float[] vessels(double time) {
    PhantomConfig c = scene.config;
    int w = c.width() * FINE;
    int h = c.height() * FINE;
    float[] mean = new float[w * h];
    Arrays.fill(mean, 1);
    float[] od = new float[w * h];
    int n = c.has(Effect.MOTION) ? SUBFRAMES : 1;
    for (int k = 0; k < n; k++) {
      opticalDepth(time + PULSE_SECONDS * ((k + 0.5) / n - 0.5), w, h, od);
      for (int i = 0; i < od.length; i++) {
        if (od[i] != 0) {
          mean[i] -= (1 - exp.of(od[i])) / n;
          od[i] = 0;
        }
      }
    }
    double sigma = c.has(Effect.BLUR) ? FOCAL_SPOT_SIGMA_MM / c.pitch() * FINE : 0;
    return Grid.shrink(Grid.gauss(mean, w, h, sigma), w, h, FINE);
  }

  private void opticalDepth(double time, int w, int h, float[] od) {
    TubePainter painter = new TubePainter(w, h, FINE);
    double at = Math.max(0, time);
    List<ProjectedTube> vessels =
        scene.tree.vessels().stream().map(v -> scene.project(v, at)).toList();
    for (ProjectedTube p : vessels) {
      add(p, iodine(p, at), painter, od);
    }
    for (ProjectedTube p : vessels) {
      close(p, iodine(p, at), painter, od);
    }
    for (LesionSpec spec : scene.config.lesions()) {
      if (spec.kind() == LesionSpec.Kind.STENT) {
        struts(spec, at, painter, od);
      }
    }
    for (Devices.Piece device : scene.devices) {
      ProjectedTube p = scene.project(device, at);
      add(p, p.attenuation(s -> 1, device.attenuation()), painter, od);
    }
    if (scene.config.has(Effect.BACKGROUND)) {
      ProjectedTube outer = scene.projectCatheter(scene.catheter.outer(), at);
      add(outer, outer.attenuation(s -> 1, WALL), painter, od);
      ProjectedTube inner = scene.projectCatheter(scene.catheter.lumen(), at);
      double filled = scene.bolus.inCatheter(at) * IODINE - WALL;
      add(inner, inner.attenuation(s -> 1, filled), painter, od);
      puff(od, w, h, at);
    }
  }

  private double[] iodine(ProjectedTube v, double time) {
    return v.attenuation(s -> scene.bolus.iodine(s, time), IODINE);
  }

  private static void add(ProjectedTube v, double[] mu, TubePainter painter, float[] od) {
    int from = 0;
    int to = v.size - 1;
    if (Arrays.stream(mu).allMatch(m -> m == 0)) {
      return;
    }
    TubePainter.Sink round =
        (i, offset, k, t) -> {
          int next = Math.min(to, k + 1);
          double peak = v.path[k] * mu[k] * (1 - t) + v.path[next] * mu[next] * t;
          float depth = (float) (peak * Math.sqrt(1 - offset * offset));
          // Where a branch leaves, its lumen is that of its feeder: the deeper of the two counts.
          od[i] = k < v.vessel.junction() ? Math.max(od[i], depth) : od[i] + depth;
        };
    painter.paint(v, from, to, true, round);
    painter.paintSteep(v, from, to, (i, offset, k, t) -> od[i] += (float) (v.slice[k] * mu[k]));
  }

  /** The mesh of a stent: two sets of crossing struts on the wall. */
  private void struts(LesionSpec spec, double time, TubePainter painter, float[] od) {
    Tube vessel = scene.vessel(spec);
    ProjectedTube p = scene.project(vessel, time);
    double middle = spec.position() * vessel.axis().length();
    int from = vessel.indexAt(middle - spec.lengthMm() / 2);
    int to = Math.max(from, vessel.indexAt(middle + spec.lengthMm() / 2) - 1);
    painter.paint(
        p,
        from,
        to,
        false,
        (i, offset, k, t) -> {
          double s = (vessel.axis().arc(k) + 0.5 * t) / STRUT_PERIOD_MM;
          double turn = StrictMath.asin(offset) / Math.PI;
          double mesh = strut(s + turn) + strut(s - turn);
          // Near the edges rays run along the wall.
          od[i] += (float) (STRUT_DEPTH * mesh / Math.max(0.35, Math.sqrt(1 - offset * offset)));
        });
  }

  private static double strut(double turns) {
    double wave = StrictMath.cos(2 * Math.PI * turns);
    return wave <= 0 ? 0 : wave * wave * wave * wave;
  }

  /** Round ends close the wedges between vessels that meet at an angle. */
  private static void close(ProjectedTube v, double[] mu, TubePainter painter, float[] od) {
    TubePainter.Sink end =
        (i, offset, k, t) ->
            od[i] = Math.max(od[i], (float) (v.path[k] * mu[k] * Math.sqrt(1 - offset * offset)));
    painter.paintCap(v, 0, end);
    painter.paintCap(v, v.size - 1, end);
  }

  /** Contrast that spills back into the aorta: a soft cloud around the ostium. */
  private void puff(float[] od, int w, int h, double time) {
    double strength = scene.bolus.puff(time);
    if (strength < 0.01) {
      return;
    }
    Point2 o = scene.ostium(time);
    double radius = 7 / scene.view.arm().mmPerPixel() * FINE;
    int cx = (int) (o.x() * FINE);
    int cy = (int) (o.y() * FINE);
    int reach = (int) (2.5 * radius);
    for (int y = Math.max(0, cy - reach); y < Math.min(h, cy + reach); y++) {
      for (int x = Math.max(0, cx - reach); x < Math.min(w, cx + reach); x++) {
        double d2 = ((x - cx) * (double) (x - cx) + (y - cy) * (double) (y - cy));
        double q = 1 - d2 / (6.25 * radius * radius);
        od[y * w + x] += (float) (q <= 0 ? 0 : 0.45 * strength * q * q * q);
      }
    }
  }
}
