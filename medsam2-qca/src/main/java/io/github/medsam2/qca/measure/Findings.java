// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Mask;
import java.util.EnumSet;
import java.util.Set;

/** What speaks against trusting a measurement. */
final class Findings {
  private static final double FAINT = 0.08;
  private static final double GONE = 0.12;
  private static final double CROSSED = 1.6;

  private final QcaOptions options;
  private final Mask mask;
  private final int pieces;
  private final Calibration calibration;
  private final BlurModel blur;
  private final double[] apparent;

  Findings(
      QcaOptions options,
      Mask mask,
      int pieces,
      Calibration calibration,
      BlurModel blur,
      double[] apparent) {
    this.options = options;
    this.mask = mask;
    this.pieces = pieces;
    this.calibration = calibration;
    this.blur = blur;
    this.apparent = apparent;
  }

  Set<QualityFlag> flags(
      Contours contours, ReferenceFit reference, boolean hiddenEnd, boolean atEnd, int site) {
    Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    set(flags, QualityFlag.NOT_CALIBRATED, calibration instanceof Calibration.None);
    set(
        flags,
        QualityFlag.CALIBRATION_IMPLAUSIBLE,
        calibration.mmPerPixel().isPresent() && !calibration.isPlausible());
    set(flags, QualityFlag.MASK_AT_BORDER, touchesBorder());
    set(flags, QualityFlag.MASK_BROKEN, pieces > 1);
    set(flags, QualityFlag.BLUR_UNKNOWN, options.blurSigmaPixels().isEmpty());
    set(flags, QualityFlag.NEAR_RESOLUTION_LIMIT, apparent[site] < blur.limit());
    set(flags, QualityFlag.LOW_OPACIFICATION, contours.contrast() < FAINT);
    set(flags, QualityFlag.OCCLUSION_SUSPECTED, contours.depth(site) < GONE * contours.contrast());
    set(flags, QualityFlag.OVERLAP_SUSPECTED, crossed(contours));
    set(flags, QualityFlag.SHORT_REFERENCE, reference.healthy() < 1 / 3.0);
    set(flags, QualityFlag.LESION_AT_END, atEnd);
    set(flags, QualityFlag.END_NOT_SHOWN, hiddenEnd);
    return flags;
  }

  private static void set(Set<QualityFlag> flags, QualityFlag flag, boolean on) {
    if (on) {
      flags.add(flag);
    }
  }

  private boolean touchesBorder() {
    int w = mask.width();
    int h = mask.height();
    for (int x = 0; x < w; x++) {
      if (mask.contains(x, 0) || mask.contains(x, h - 1)) {
        return true;
      }
    }
    for (int y = 0; y < h; y++) {
      if (mask.contains(0, y) || mask.contains(w - 1, y)) {
        return true;
      }
    }
    return false;
  }

  private boolean crossed(Contours contours) {
    int dark = 0;
    for (int i = 0; i < apparent.length; i++) {
      dark += contours.depth(i) > CROSSED * contours.contrast() ? 1 : 0;
    }
    return dark > 0.05 * apparent.length;
  }
}
