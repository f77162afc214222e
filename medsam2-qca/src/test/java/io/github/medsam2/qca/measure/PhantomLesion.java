// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.phantom.FrameTruth;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.LesionTruth;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A phantom lesion of known size, drawn by its number, on the frame that is measured. */
final class PhantomLesion {
  private static final int FIRST_FULL_FRAME = 26;
  private static final int LAST_FULL_FRAME = 40;

  private record Site(
      CassSegment segment, int primary, int secondary, List<CassSegment> analysed) {}

  private static final List<Site> SITES =
      List.of(
          site(CassSegment.MID_RCA, 35, 0, CassSegment.PROXIMAL_RCA, CassSegment.DISTAL_RCA),
          site(CassSegment.PROXIMAL_LAD, -30, -25, CassSegment.MID_LAD),
          site(CassSegment.MID_LAD, 40, 30, CassSegment.PROXIMAL_LAD, CassSegment.DISTAL_LAD),
          site(CassSegment.PROXIMAL_LCX, -30, -25, CassSegment.MID_LCX),
          site(CassSegment.D1, 40, 30),
          site(CassSegment.OM1, -30, -25),
          site(CassSegment.MID_RCA, -30, 0, CassSegment.PROXIMAL_RCA),
          site(CassSegment.PROXIMAL_RCA, 35, 0, CassSegment.MID_RCA));

  private static Site site(CassSegment k, int primary, int secondary, CassSegment... also) {
    List<CassSegment> all = new ArrayList<>(List.of(also));
    all.add(k);
    return new Site(k, primary, secondary, all);
  }

  private final int number;
  private final Site site;
  private final Phantom phantom;
  private final FrameTruth truth;
  private @Nullable Image frame;

  PhantomLesion(int number) {
    SplittableRandom random = new SplittableRandom(7_000 + number);
    this.number = number;
    this.site = SITES.get(number % SITES.size());
    double severity = Math.max(0.2, Math.min(0.9, 0.55 + 0.15 * normal(random)));
    double length = Math.max(5, Math.min(20, 12 * Math.exp(0.35 * normal(random))));
    LesionSpec spec =
        LesionSpec.stenosis(site.segment(), 0.5, severity, length)
            .eccentric(
                0.8 * random.nextDouble(),
                0.6 + 0.4 * random.nextDouble(),
                360 * random.nextDouble());
    this.phantom =
        new Phantom(
            PhantomConfig.of(number, site.segment().tree(), site.primary(), site.secondary())
                .withLesions(spec));
    this.truth = quiet(phantom);
  }

  /** What is told of a lesion once it is measured; small enough to keep hundreds. */
  record Card(
      int number, CassSegment segment, int primary, int secondary, LesionTruth.Lumen truth) {}

  Card card() {
    return new Card(number, site.segment(), site.primary(), site.secondary(), lesion().projected());
  }

  private LesionTruth lesion() {
    return truth.lesions().get(0);
  }

  /**
   * Measures from the true mask.
   *
   * @param grow by how many pixels the mask is made too wide on every side
   */
  QcaResult measure(QcaOptions options, int grow) {
    if (frame == null) {
      frame = phantom.frame(truth.index());
    }
    return new Qca(options)
        .measure(
            frame,
            grown(mask(truth, site.analysed(), phantom), grow),
            new Calibration.Manual(lesion().mmPerPixel(), 0));
  }

  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** The filled frame nearest to mid-diastole, as an ECG would tell. */
  private static FrameTruth quiet(Phantom phantom) {
    double cycleShare = 1;
    int best = FIRST_FULL_FRAME;
    for (int f = FIRST_FULL_FRAME; f <= LAST_FULL_FRAME; f++) {
      double off = Math.abs(phantom.phase(f) - 0.75);
      if (off < cycleShare) {
        cycleShare = off;
        best = f;
      }
    }
    return phantom.truth(best);
  }

  private static Mask mask(FrameTruth truth, List<CassSegment> segments, Phantom phantom) {
    int w = phantom.width();
    byte[] union = new byte[w * phantom.height()];
    for (CassSegment k : segments) {
      Mask m = truth.segment(k).orElseThrow().mask();
      for (int i = 0; i < union.length; i++) {
        union[i] |= (byte) (m.contains(i % w, i / w) ? 1 : 0);
      }
    }
    return Mask.of(w, phantom.height(), union);
  }

  /** A mask one pixel wider on every side, as often as asked. */
  private static Mask grown(Mask mask, int times) {
    Mask grown = mask;
    for (int k = 0; k < times; k++) {
      byte[] wider = new byte[mask.width() * mask.height()];
      for (int i = 0; i < wider.length; i++) {
        int x = i % mask.width();
        int y = i / mask.width();
        boolean near =
            grown.contains(x, y)
                || grown.contains(x - 1, y)
                || grown.contains(x + 1, y)
                || grown.contains(x, y - 1)
                || grown.contains(x, y + 1);
        wider[i] = (byte) (near ? 1 : 0);
      }
      grown = Mask.of(mask.width(), mask.height(), wider);
    }
    return grown;
  }
}
