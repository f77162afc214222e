// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.geometry.Projector;
import io.github.medsam2.qca.phantom.cathlab.Bolus;
import io.github.medsam2.qca.phantom.cathlab.Calcium;
import io.github.medsam2.qca.phantom.cathlab.Catheter;
import io.github.medsam2.qca.phantom.cathlab.Devices;
import io.github.medsam2.qca.phantom.chance.Chance;
import io.github.medsam2.qca.phantom.heart.CoronaryTree;
import io.github.medsam2.qca.phantom.heart.HeartMotion;
import io.github.medsam2.qca.phantom.heart.Tube;
import io.github.medsam2.qca.phantom.xray.ProjectedTube;
import io.github.medsam2.qca.phantom.xray.Screen;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A patient on the table: tree, motion, contrast, catheter and the C-arm that looks at them. */
final class Scene {
  private static final double LEFT_SPEED = 130;
  private static final double RIGHT_SPEED = 165;

  final PhantomConfig config;
  final CoronaryTree tree;
  final HeartMotion motion;
  final Bolus bolus;
  final Catheter catheter;
  final List<Devices.Piece> devices;
  final Projector view;
  final Point3 pan;

  Scene(PhantomConfig config) {
    this.config = config;
    this.tree = tree(config);
    // A stream for each purpose, so that a change in one leaves the others alone.
    Chance chance = new Chance(config.seed(), 2);
    this.motion =
        new HeartMotion(tree.frame(), config.has(Effect.MOTION), new Chance(config.seed(), 20));
    double cine = config.frames() / config.framesPerSecond();
    boolean right = config.tree() == TreeSide.RIGHT;
    double speed = (right ? RIGHT_SPEED : LEFT_SPEED) * chance.normal(1, 0.1);
    double injection = Math.min(right ? 3.0 : 3.6, 0.8 * cine);
    this.bolus =
        new Bolus(
            speed,
            injection,
            motion,
            cine,
            config.has(Effect.STREAMING),
            new Chance(config.seed(), 21));
    this.catheter = new Catheter(tree, new Chance(config.seed(), 22));
    List<Devices.Piece> pieces = new ArrayList<>();
    if (config.has(Effect.DEVICES)) {
      pieces.addAll(devices(config));
    }
    if (config.has(Effect.CALCIUM)) {
      for (int i = 0; i < config.lesions().size(); i++) {
        LesionSpec l = config.lesions().get(i);
        Tube v = vessel(l);
        double middle = l.position() * v.axis().length();
        Chance own = new Chance(config.seed(), 60 + i);
        pieces.addAll(Calcium.around(v, middle, l.lengthMm(), own));
      }
    }
    this.devices = List.copyOf(pieces);
    CArm arm =
        new CArm(
            config.primary(),
            config.secondary(),
            PhantomConfig.SID,
            PhantomConfig.SOD,
            config.pitch(),
            (config.width() - 1) / 2.0,
            (config.height() - 1) / 2.0);
    this.view = new Projector(arm);
    this.pan = centred(chance);
  }

  private static CoronaryTree tree(PhantomConfig config) {
    Set<CassSegment> needed = EnumSet.noneOf(CassSegment.class);
    config.lesions().forEach(l -> needed.add(l.segment()));
    CoronaryTree tree =
        new CoronaryTree(
            config.tree(), config.dominance(), needed, config.has(Effect.OVERLAP), config.seed());
    config.lesions().forEach(l -> place(l, config, tree));
    return tree;
  }

  private static void place(LesionSpec l, PhantomConfig config, CoronaryTree tree) {
    Tube v = tree.segments().get(l.segment());
    if (v == null) {
      throw new InvalidInputException(
          "lesion in CASS " + l.segment().id(),
          "a segment of the injected tree that this dominance has",
          config.tree() + " tree, " + config.dominance() + " dominance",
          "choose another segment or tree");
    }
    double middle = l.position() * v.axis().length();
    if (l.kind() == LesionSpec.Kind.DIFFUSE) {
      v.thin(middle, l.lengthMm(), l.severity());
      return;
    }
    double rotation = StrictMath.toRadians(l.rotation());
    v.narrow(middle, l.lengthMm(), l.severity(), l.eccentricity(), l.flatness(), rotation);
    if (l.kind() == LesionSpec.Kind.OCCLUSION) {
      tree.close(l.segment(), middle);
    }
  }

  private List<Devices.Piece> devices(PhantomConfig config) {
    Optional<Tube> wired = config.lesions().stream().findFirst().map(this::vessel);
    return new Devices(wired, config.seed()).pieces();
  }

  Screen screen() {
    return new Screen(config.width(), config.height(), view.arm());
  }

  /** The table shift that brings the vessels, or else the first lesion, into the field. */
  private Point3 centred(Chance chance) {
    double[] x = {1e9, -1e9};
    double[] y = {1e9, -1e9};
    for (Tube v : tree.segments().values()) {
      for (Point3 p : v.axis().points()) {
        stretch(x, p.dot(view.axes().right()));
        stretch(y, p.dot(view.axes().up()));
      }
    }
    double right = -(x[0] + x[1]) / 2 + chance.normal(0, 3);
    double up = -(y[0] + y[1]) / 2 + chance.normal(0, 3);
    if (!config.lesions().isEmpty()) {
      LesionSpec spec = config.lesions().get(0);
      Tube v = vessel(spec);
      Point3 site = v.axis().at(spec.position() * v.axis().length());
      double halfX = 0.3 * config.width() * view.arm().mmPerPixel();
      double halfY = 0.3 * config.height() * view.arm().mmPerPixel();
      right = hold(right, site.dot(view.axes().right()), halfX);
      up = hold(up, site.dot(view.axes().up()), halfY);
    }
    return view.axes().right().times(right).plus(up, view.axes().up());
  }

  private static double hold(double shift, double at, double half) {
    return Math.max(-half - at, Math.min(half - at, shift));
  }

  private static void stretch(double[] range, double value) {
    range[0] = Math.min(range[0], value);
    range[1] = Math.max(range[1], value);
  }

  Tube vessel(LesionSpec spec) {
    Map<?, Tube> all = tree.segments();
    Tube v = all.get(spec.segment());
    if (v == null) {
      throw new IllegalStateException("a tree without the vessel of its lesion");
    }
    return v;
  }

  double time(int frame) {
    return frame / config.framesPerSecond();
  }

  ProjectedTube project(Tube vessel, double seconds) {
    return new ProjectedTube(vessel, p -> motion.move(p, seconds).plus(pan), view);
  }

  ProjectedTube project(Devices.Piece device, double seconds) {
    return device.beating()
        ? project(device.tube(), seconds)
        : new ProjectedTube(device.tube(), p -> p.plus(pan), view);
  }

  ProjectedTube projectCatheter(Tube tube, double seconds) {
    Point3 ostium = tree.ostium();
    Point3 moved = motion.move(ostium, seconds);
    return new ProjectedTube(tube, p -> Catheter.follow(p, ostium, moved).plus(pan), view);
  }

  /** Where the ostium falls. */
  Point2 ostium(double seconds) {
    return view.project(motion.move(tree.ostium(), seconds).plus(pan));
  }
}
