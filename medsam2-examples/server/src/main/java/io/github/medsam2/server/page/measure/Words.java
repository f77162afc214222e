// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.measure;

import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.QualityFlag;
import java.util.Locale;

/** What a cardiologist is told of a measurement, in plain words. */
final class Words {
  private Words() {}

  /** Where millimetres come from, and what that is worth. */
  static String of(Calibration c) {
    if (c.mmPerPixel().isEmpty()) {
      return "Not calibrated: lengths are in pixels, the stenosis in percent holds all the same.";
    }
    return String.format(
        Locale.ROOT,
        "%s %.4f mm per pixel, uncertain by %.1f %%.",
        source(c),
        c.mmPerPixel().getAsDouble(),
        100 * c.relativeUncertainty());
  }

  private static String source(Calibration c) {
    if (c instanceof Calibration.Isocentre) {
      return "From the C-arm's geometry, right for a vessel at the isocentre:";
    } else if (c instanceof Calibration.Catheter k) {
      return String.format(Locale.ROOT, "From a %.0f French catheter:", k.french());
    }
    return "As given by the file or by hand:";
  }

  /** Why to look twice. */
  static String of(QualityFlag flag) {
    return switch (flag) {
      case NOT_CALIBRATED -> "No calibration: pixels and percent only.";
      case CALIBRATION_IMPLAUSIBLE -> "The calibration lies outside of what angiograms have.";
      case MASK_AT_BORDER -> "The border of the image cuts the vessel near the lesion.";
      case MASK_BROKEN -> "The mask has several pieces; short gaps were bridged.";
      case MASK_BRANCHES -> "Side branches are in the mask: measure one segment alone.";
      case MASK_LOOPS -> "The mask encloses background: the line may have taken the wrong way.";
      case MASK_OFF_EDGES -> "The mask is wider or narrower than the vessel by two pixels or more.";
      case MASK_ENDS_THIN ->
          "The mask is too narrow and thins out at an end: vessel and lesion may lie beyond.";
      case MASK_RAGGED -> "The border of the mask is ragged.";
      case BLUR_UNKNOWN -> "The blur of the system is not known: small diameters are over-read.";
      case NEAR_RESOLUTION_LIMIT -> "The narrowest place is near the resolution of the image.";
      case SMALL_VESSEL -> "A small vessel: one pixel is many percent of it.";
      case OCCLUSION_SUSPECTED -> "No contrast passes a stretch of the vessel: occluded?";
      case LOW_OPACIFICATION -> "Weak contrast: choose a frame on which the vessel is filled.";
      case OVERLAP_SUSPECTED -> "Another vessel may lie over the lesion: choose another view.";
      case EDGE_NOT_FOUND -> "At the narrowest place an edge was not found in the image.";
      case LINE_FOLDED -> "The centre line turns sharply or runs back beside itself.";
      case SHORT_REFERENCE -> "Too little healthy vessel beside the lesion: mark more of it.";
      case LESION_AT_END -> "The narrowest place is at an end of the segment: mark more of it.";
      case END_NOT_SHOWN -> "Near the lesion the mask goes on where the image shows no vessel.";
      case VIEW_FORESHORTENED -> "This view usually foreshortens the segment.";
      case VIEW_OVERLAPPED -> "In this view other vessels usually cover the segment.";
    };
  }
}
