// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.phantom.heart.Tube;
import io.github.medsam2.qca.phantom.xray.ProjectedTube;
import io.github.medsam2.qca.phantom.xray.TubePainter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Works out the truth of one frame of a scene. */
final class TruthMaker {
  /** Share of the plateau of contrast from which a vessel counts as seen. */
  static final double SEEN = 0.15;

  private final Scene scene;
  private final double seconds;
  private final int width;
  private final int height;
  private final TubePainter painter;
  private final Map<CassSegment, ProjectedTube> vessels = new EnumMap<>(CassSegment.class);
  private final Map<CassSegment, byte[]> masks = new EnumMap<>(CassSegment.class);

  TruthMaker(Scene scene, double seconds) {
    this.scene = scene;
    this.seconds = seconds;
    this.width = scene.config.width();
    this.height = scene.config.height();
    this.painter = new TubePainter(width, height, 1);
    scene
        .tree
        .segments()
        .forEach(
            (k, v) -> {
              ProjectedTube p = scene.project(v, seconds);
              vessels.put(k, p);
              masks.put(k, paint(p, 0, p.size - 1));
            });
  }

  FrameTruth frame(int index) {
    List<SegmentTruth> segments = new ArrayList<>();
    vessels.forEach((k, p) -> segments.add(segment(k, p)));
    List<LesionTruth> lesions = scene.config.lesions().stream().map(this::lesion).toList();
    ProjectedTube tube = scene.projectCatheter(scene.catheter.outer(), seconds);
    return new FrameTruth(
        index,
        seconds,
        scene.motion.phase(seconds),
        scene.motion.contraction(seconds),
        scene.motion.breath(seconds),
        ByteBuffer.wrap(frontMost()),
        vessels(),
        segments,
        lesions,
        scene.catheter.diameter(),
        2 * tube.half[Math.min(tube.size - 1, 12)]);
  }

  private byte[] paint(ProjectedTube p, int from, int to) {
    byte[] mask = new byte[width * height];
    TubePainter.Sink set = (i, offset, k, t) -> mask[i] = 1;
    painter.paint(p, from, to, false, set);
    painter.paintSteep(p, from, to, set);
    return mask;
  }

  /** Drawn from where contrast is: a vessel that fills is seen as far as it has filled. */
  private Mask vessels() {
    byte[] all = new byte[width * height];
    for (Tube v : scene.tree.vessels()) {
      int to = 0;
      while (to < v.size()
          && v.flow(to) * scene.bolus.filling(v.arcFromOstium(to), seconds) >= SEEN) {
        to++;
      }
      if (to > 1) {
        ProjectedTube p = scene.project(v, seconds);
        TubePainter.Sink set = (i, offset, k, t) -> all[i] = 1;
        painter.paint(p, 0, to - 1, false, set);
        painter.paintSteep(p, 0, to - 1, set);
      }
    }
    return Mask.of(width, height, all);
  }

  private byte[] frontMost() {
    byte[] label = new byte[width * height];
    double[] nearest = new double[label.length];
    Arrays.fill(nearest, Double.MAX_VALUE);
    vessels.forEach(
        (k, p) -> {
          TubePainter.Sink near =
              (i, offset, j, t) -> {
                if (p.depth[j] < nearest[i]) {
                  nearest[i] = p.depth[j];
                  label[i] = (byte) k.number();
                }
              };
          painter.paint(p, 0, p.size - 1, false, near);
          painter.paintSteep(p, 0, p.size - 1, near);
        });
    return label;
  }

  private SegmentTruth segment(CassSegment k, ProjectedTube p) {
    List<Point2> middle = new ArrayList<>();
    List<Point2> left = new ArrayList<>();
    List<Point2> right = new ArrayList<>();
    double shown = 0;
    double filling = 0;
    for (int i = 0; i < p.size; i++) {
      Point2 c = p.centre(i);
      Point2 n = p.normal(i);
      middle.add(c);
      left.add(c.plus(-p.half[i], n));
      right.add(c.plus(p.half[i], n));
      shown += i == 0 ? 0 : c.distance(p.centre(i - 1)) * p.mmPerPixel[i];
      filling +=
          p.vessel.flow(i) * scene.bolus.filling(p.vessel.arcFromOstium(i), seconds) / p.size;
    }
    double length = movedLength(p.vessel);
    return new SegmentTruth(
        k,
        Mask.of(width, height, Objects.requireNonNull(masks.get(k))),
        middle,
        left,
        right,
        length,
        Math.max(0, 1 - shown / length),
        overlap(k, p),
        filling);
  }

  private double movedLength(Tube v) {
    double length = 0;
    Point3 last = scene.motion.move(v.centre(0), seconds);
    for (int i = 1; i < v.size(); i++) {
      Point3 next = scene.motion.move(v.centre(i), seconds);
      length += next.distance(last);
      last = next;
    }
    return length;
  }

  private double overlap(CassSegment k, ProjectedTube p) {
    int covered = 0;
    for (int i = 0; i < p.size; i++) {
      int x = (int) Math.round(p.x[i]);
      int y = (int) Math.round(p.y[i]);
      if (x >= 0 && y >= 0 && x < width && y < height && crossed(k, p, i, y * width + x)) {
        covered++;
      }
    }
    return covered / (double) p.size;
  }

  private boolean crossed(CassSegment k, ProjectedTube p, int i, int pixel) {
    for (Map.Entry<CassSegment, byte[]> other : masks.entrySet()) {
      if (other.getKey() != k && other.getValue()[pixel] != 0) {
        Tube v = scene.tree.segments().get(other.getKey());
        Point3 at = p.vessel.axis().point(i);
        double apart = v == null ? 0 : v.axis().at(v.axis().nearestArc(at)).distance(at);
        // Vessels that meet in space join there; they do not cover each other.
        if (apart > p.vessel.reference(i) + 2) {
          return true;
        }
      }
    }
    return false;
  }

  private LesionTruth lesion(LesionSpec spec) {
    ProjectedTube p = vessels.get(spec.segment());
    if (p == null) {
      throw new IllegalStateException("a tree without the vessel of its lesion");
    }
    double middle = spec.position() * p.vessel.axis().length();
    int from = p.vessel.indexAt(middle - spec.lengthMm() / 2);
    int to = p.vessel.indexAt(middle + spec.lengthMm() / 2);
    int deepest = p.vessel.indexAt(middle);
    int narrowest = deepest;
    double length = 0;
    double shown = 0;
    for (int i = from; i <= to; i++) {
      deepest = p.vessel.lumen(i) < p.vessel.lumen(deepest) ? i : deepest;
      double width = p.half[i] * p.mmPerPixel[i];
      narrowest = width < p.half[narrowest] * p.mmPerPixel[narrowest] ? i : narrowest;
      if (i > from) {
        length += p.vessel.axis().arc(i) - p.vessel.axis().arc(i - 1);
        shown += p.centre(i).distance(p.centre(i - 1));
      }
    }
    byte[] mask = paint(p, from, to);
    return new LesionTruth(
        spec,
        Mask.of(width, height, mask),
        box(mask),
        p.centre(deepest),
        p.mmPerPixel[deepest],
        new LesionTruth.Lumen(open(spec, p.vessel.lumen(deepest)), p.vessel.reference(deepest)),
        new LesionTruth.Lumen(
            open(spec, 2 * p.half[narrowest] * p.mmPerPixel[narrowest]),
            2 * p.halfReference[narrowest] * p.mmPerPixel[narrowest]),
        length,
        shown);
  }

  private static double open(LesionSpec spec, double diameter) {
    return spec.kind() == LesionSpec.Kind.OCCLUSION ? 0 : diameter;
  }

  private Optional<BoxPrompt> box(byte[] mask) {
    int x0 = width;
    int y0 = height;
    int x1 = -1;
    int y1 = -1;
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] != 0) {
        x0 = Math.min(x0, i % width);
        x1 = Math.max(x1, i % width);
        y0 = Math.min(y0, i / width);
        y1 = Math.max(y1, i / width);
      }
    }
    return x1 > x0 && y1 > y0 ? Optional.of(new BoxPrompt(x0, y0, x1, y1)) : Optional.empty();
  }
}
