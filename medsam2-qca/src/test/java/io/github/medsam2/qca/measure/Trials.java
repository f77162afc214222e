// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.phantom.FrameTruth;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.LesionTruth;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import io.github.medsam2.qca.phantom.SegmentTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws trials: the same stratum and seed give the same trial. */
final class Trials {
  private static final int FIRST_FULL_FRAME = 26;
  private static final int LAST_FULL_FRAME = 40;

  private Trials() {}

  /**
   * One trial. Strata that share sites and lesion share phantoms, so that masks are compared on the
   * same images.
   *
   * @param number from 0 on within the stratum
   */
  static Trial draw(Stratum stratum, long seed, int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    Stratum.Site site = stratum.sites().get(number % stratum.sites().size());
    double primary = site.primary() + 5 * normal(random);
    double secondary = site.secondary() + 4 * normal(random);
    LesionSpec[] specs = lesions(stratum.lesion(), site, random);
    long patient = seed * 10_000 + number;
    Phantom phantom =
        new Phantom(
            PhantomConfig.of(patient, site.segment().tree(), primary, secondary)
                .withLesions(specs));
    int frame = quiet(phantom);
    FrameTruth truth = phantom.truth(frame);
    Mask mask = stratum.mask().make(truth, site.segment(), site.vessel(), patient);
    double scale = phantom.arm().mmPerPixel();
    List<Trial.Truth> truths = new ArrayList<>();
    for (LesionTruth l : truth.lesions()) {
      scale = l.mmPerPixel();
      LesionTruth.Lumen p = l.projected();
      truths.add(new Trial.Truth(l.site(), p.mldMm(), p.rvdMm(), l.projectedLengthPixels()));
    }
    Image image = phantom.frame(frame);
    return new Trial(
        stratum.name(),
        patient,
        image,
        mask,
        scale,
        site.segment(),
        ViewAngle.of(primary, secondary),
        calibre(truth, site, scale),
        truths);
  }

  /** Median width of the thinnest masked segment, mm. */
  private static double calibre(FrameTruth truth, Stratum.Site site, double scale) {
    double thinnest = 1e9;
    for (SegmentTruth s : truth.segments()) {
      if (site.vessel().contains(s.segment())) {
        double[] w = new double[s.left().size()];
        for (int i = 0; i < w.length; i++) {
          Point2 l = s.left().get(i);
          w[i] = scale * l.distance(s.right().get(i));
        }
        java.util.Arrays.sort(w);
        thinnest = Math.min(thinnest, w[w.length / 2]);
      }
    }
    return thinnest;
  }

  private static LesionSpec[] lesions(
      Stratum.Kind kind, Stratum.Site site, SplittableRandom random) {
    double position = 0.4 + 0.2 * random.nextDouble();
    return switch (kind) {
      case NONE -> new LesionSpec[0];
      case FOCAL -> new LesionSpec[] {focal(site, position, 20, random)};
      case OSTIAL -> new LesionSpec[] {focal(site, 0.02 + 0.08 * random.nextDouble(), 12, random)};
      case OCCLUSION -> new LesionSpec[] {LesionSpec.occlusion(site.segment(), position)};
      case TANDEM ->
          new LesionSpec[] {
            focal(site, 0.2 + 0.1 * random.nextDouble(), 9, random),
            focal(site, 0.7 + 0.1 * random.nextDouble(), 9, random)
          };
    };
  }

  private static LesionSpec focal(
      Stratum.Site site, double position, double longest, SplittableRandom random) {
    double severity = Math.max(0.2, Math.min(0.9, 0.55 + 0.15 * normal(random)));
    double length = Math.max(5, Math.min(longest, 12 * Math.exp(0.35 * normal(random))));
    return LesionSpec.stenosis(site.segment(), position, severity, length)
        .eccentric(
            0.8 * random.nextDouble(), 0.6 + 0.4 * random.nextDouble(), 360 * random.nextDouble());
  }

  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** The filled frame nearest to mid-diastole, as an ECG would tell. */
  private static int quiet(Phantom phantom) {
    int best = FIRST_FULL_FRAME;
    for (int f = FIRST_FULL_FRAME; f <= LAST_FULL_FRAME; f++) {
      if (Math.abs(phantom.phase(f) - 0.75) < Math.abs(phantom.phase(best) - 0.75)) {
        best = f;
      }
    }
    return best;
  }
}
