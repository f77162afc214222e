// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.Dominance;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.phantom.chance.Chance;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws phantoms as patients come: trees, dominance, views and lesions with their usual
 * frequencies. Severity is normal around 55 percent with a spread of 15, one lesion in twenty is an
 * occlusion, lengths are log-normal around 14 mm.
 */
public final class Population {
  private static final double RIGHT_TREE = 0.33;
  private static final double DEVICES = 0.25;
  private static final double CALCIFIED = 0.3;
  private static final double SHARPENED = 0.75;

  private static final int[][] RIGHT_VIEWS = {{35, 0}, {-30, 0}, {5, 28}, {30, 22}};
  private static final int[][] LEFT_VIEWS = {
    {-25, -25}, {0, -30}, {45, -30}, {0, 35}, {-30, 28}, {38, 28}, {88, 0}
  };

  private static final List<CassSegment> RIGHT_SITES =
      List.of(CassSegment.PROXIMAL_RCA, CassSegment.MID_RCA, CassSegment.DISTAL_RCA);
  private static final List<CassSegment> LEFT_SITES =
      List.of(
          CassSegment.PROXIMAL_LAD,
          CassSegment.MID_LAD,
          CassSegment.D1,
          CassSegment.PROXIMAL_LCX,
          CassSegment.MID_LCX,
          CassSegment.OM1);

  private Population() {}

  /** The configuration of patient number {@code seed}; the same number is the same patient. */
  public static PhantomConfig draw(long seed) {
    Chance chance = new Chance(seed, 5);
    TreeSide tree = chance.with(RIGHT_TREE) ? TreeSide.RIGHT : TreeSide.LEFT;
    int[][] views = tree == TreeSide.RIGHT ? RIGHT_VIEWS : LEFT_VIEWS;
    int[] view = views[chance.below(views.length)];
    PhantomConfig config =
        PhantomConfig.of(seed, tree, chance.normal(view[0], 6), chance.normal(view[1], 5));
    config = config.withDominance(dominance(chance)).withLesions(lesions(tree, chance));
    if (chance.with(DEVICES)) {
      config = config.with(Effect.DEVICES);
    }
    return laboratory(config, new Chance(seed, 50));
  }

  /** How laboratories differ: zoom of the detector, dose, edge enhancement of the archive. */
  private static PhantomConfig laboratory(PhantomConfig config, Chance chance) {
    double pitch = chance.between(0.26, 0.34);
    PhantomConfig out =
        config
            .withDetector(config.width(), config.height(), pitch, config.bits())
            .withKerma(0.2 * StrictMath.exp(0.4 * chance.normal(0, 1)));
    if (chance.with(CALCIFIED)) {
      out = out.with(Effect.CALCIUM);
    }
    return chance.with(SHARPENED) ? out.with(Effect.SHARPENING) : out;
  }

  private static Dominance dominance(Chance chance) {
    double at = chance.between(0, 1);
    for (Dominance d : Dominance.values()) {
      at -= d.prevalence();
      if (at < 0) {
        return d;
      }
    }
    return Dominance.RIGHT;
  }

  private static LesionSpec[] lesions(TreeSide tree, Chance chance) {
    List<CassSegment> sites = new ArrayList<>(tree == TreeSide.RIGHT ? RIGHT_SITES : LEFT_SITES);
    int n = chance.below(3);
    LesionSpec[] lesions = new LesionSpec[n];
    for (int i = 0; i < n; i++) {
      lesions[i] = lesion(sites.remove(chance.below(sites.size())), chance);
    }
    return lesions;
  }

  private static LesionSpec lesion(CassSegment segment, Chance chance) {
    double position = chance.between(0.3, 0.7);
    if (chance.with(0.05)) {
      return LesionSpec.occlusion(segment, position);
    }
    double severity = Math.max(0.2, Math.min(0.95, 0.55 + 0.15 * chance.normal()));
    double length = Math.max(5, Math.min(40, 14 * StrictMath.exp(0.45 * chance.normal())));
    if (chance.with(0.1)) {
      return LesionSpec.stenosis(segment, position, chance.between(0.05, 0.25), length)
          .of(LesionSpec.Kind.STENT);
    } else if (chance.with(0.1)) {
      return LesionSpec.stenosis(
              segment, position, chance.between(0.05, 0.2), chance.between(20, 60))
          .of(LesionSpec.Kind.DIFFUSE);
    }
    return LesionSpec.stenosis(segment, position, severity, length)
        .eccentric(chance.between(0, 0.8), chance.between(0.5, 1), chance.between(0, 360));
  }
}
