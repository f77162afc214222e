// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.InvalidInputException;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the frame to measure by rule, since the choice of frame is the largest difference between
 * readers. Frames with less than 80 percent of the best contrast are out; of the rest, those
 * nearest to end-diastole when there is an ECG, otherwise the stillest; of these, the least
 * foreshortened.
 */
public final class FrameChoice {
  private static final double FILLED = 0.8;
  private static final double DIASTASIS_START = 0.6;
  private static final double DIASTASIS_END = 0.95;
  private static final double STILL_MARGIN_PIXELS = 0.3;
  private static final double LENGTH_MARGIN = 0.02;

  private FrameChoice() {}

  /** The best frame, at least one given. */
  public static FrameQuality best(List<FrameQuality> frames) {
    double top =
        frames.stream()
            .mapToDouble(FrameQuality::opacification)
            .max()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "frame choice", "at least one frame", "none", "give the masked frames"));
    List<FrameQuality> filled =
        frames.stream().filter(f -> f.opacification() >= FILLED * top).toList();
    List<FrameQuality> quiet = quiet(filled);
    double longest = quiet.stream().mapToDouble(FrameQuality::lengthPixels).max().orElse(0);
    return quiet.stream()
        .filter(f -> f.lengthPixels() >= (1 - LENGTH_MARGIN) * longest)
        .max(Comparator.comparingDouble(FrameQuality::opacification))
        .orElseThrow();
  }

  private static List<FrameQuality> quiet(List<FrameQuality> frames) {
    List<FrameQuality> diastolic =
        frames.stream()
            .filter(f -> f.phase().orElse(-1) >= DIASTASIS_START)
            .filter(f -> f.phase().orElse(-1) <= DIASTASIS_END)
            .toList();
    if (!diastolic.isEmpty()) {
      return diastolic;
    }
    double least =
        frames.stream().mapToDouble(f -> f.motionPixels().orElse(Double.MAX_VALUE)).min().orElse(0);
    return frames.stream()
        .filter(f -> f.motionPixels().orElse(Double.MAX_VALUE) <= least + STILL_MARGIN_PIXELS)
        .toList();
  }
}
