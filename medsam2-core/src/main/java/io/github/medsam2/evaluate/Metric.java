// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

/** A number of a {@link CaseScore}. */
public enum Metric {
  /** Twice the common pixels over the sum of both. */
  DICE("Dice"),
  /** Common pixels over all. */
  IOU("IoU"),
  /** Pixels; not known where one mask is empty. */
  HD95("HD95"),
  /** Agreement of centerlines. */
  CL_DICE("clDice"),
  /** Clicks needed, of {@link Protocol.ClicksTo} alone. */
  CLICKS("clicks"),
  /** Seconds of the answers. */
  SECONDS("seconds");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** As tables show it. */
  public String label() {
    return label;
  }

  /** The number of a score; NaN or infinite where it is not known. */
  public double of(CaseScore score) {
    return switch (this) {
      case DICE -> score.scores().dice();
      case IOU -> score.scores().iou();
      case HD95 -> score.scores().hd95();
      case CL_DICE -> score.scores().clDice();
      case CLICKS -> score.effort().map(e -> (double) e.clicks()).orElse(Double.NaN);
      case SECONDS -> score.seconds();
    };
  }
}
