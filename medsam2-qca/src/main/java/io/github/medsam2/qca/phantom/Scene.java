// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.geometry.CArm;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.geometry.Point3;
import io.github.medsam2.qca.geometry.Projector;
import java.util.List;
import java.util.Map;

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
    this.tree = new CoronaryTree(config);
    Chance chance = new Chance(config.seed(), 2);
    this.motion = new HeartMotion(tree.frame(), config.has(Effect.MOTION), chance);
    double cine = config.frames() / config.framesPerSecond();
    boolean right = config.tree() == TreeSide.RIGHT;
    double speed = (right ? RIGHT_SPEED : LEFT_SPEED) * chance.normal(1, 0.1);
    double injection = Math.min(right ? 3.0 : 3.6, 0.8 * cine);
    this.bolus = new Bolus(speed, injection, motion, cine, chance);
    this.catheter = new Catheter(tree, chance);
    this.devices = config.has(Effect.DEVICES) ? new Devices(config, tree).pieces() : List.of();
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

  /** The table shift that brings the vessels, or else the first lesion, into the field. */
  private Point3 centred(Chance chance) {
    double[] x = {1e9, -1e9};
    double[] y = {1e9, -1e9};
    for (Vessel3 v : tree.segments().values()) {
      for (Point3 p : v.axis().points()) {
        stretch(x, p.dot(view.axes().right()));
        stretch(y, p.dot(view.axes().up()));
      }
    }
    double right = -(x[0] + x[1]) / 2 + chance.normal(0, 3);
    double up = -(y[0] + y[1]) / 2 + chance.normal(0, 3);
    if (!config.lesions().isEmpty()) {
      LesionSpec spec = config.lesions().get(0);
      Vessel3 v = vessel(spec);
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

  Vessel3 vessel(LesionSpec spec) {
    Map<?, Vessel3> all = tree.segments();
    Vessel3 v = all.get(spec.segment());
    if (v == null) {
      throw new IllegalStateException("a tree without the vessel of its lesion");
    }
    return v;
  }

  double time(int frame) {
    return frame / config.framesPerSecond();
  }

  ProjectedVessel project(Vessel3 vessel, double seconds) {
    return new ProjectedVessel(vessel, p -> motion.move(p, seconds).plus(pan), view);
  }

  ProjectedVessel project(Devices.Piece device, double seconds) {
    return device.beating()
        ? project(device.tube(), seconds)
        : new ProjectedVessel(device.tube(), p -> p.plus(pan), view);
  }

  ProjectedVessel projectCatheter(Vessel3 tube, double seconds) {
    Point3 ostium = tree.ostium();
    Point3 moved = motion.move(ostium, seconds);
    return new ProjectedVessel(tube, p -> Catheter.follow(p, ostium, moved).plus(pan), view);
  }

  /** Where the ostium falls. */
  Point2 ostium(double seconds) {
    return view.project(motion.move(tree.ostium(), seconds).plus(pan));
  }
}
