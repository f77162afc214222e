// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.concept;

import io.github.medsam2.prompt.BoxPrompt;

/**
 * The box the network drew about an instance, in pixels of the image; it may reach beyond it.
 *
 * @param x0 left side
 * @param y0 upper side
 * @param x1 right side
 * @param y1 lower side
 */
public record FoundBox(double x0, double y0, double x1, double y1) {

  /** The share of the pixels of both boxes that lies in both: 0 to 1. */
  public double iou(BoxPrompt other) {
    double width = Math.min(x1, other.x1()) - Math.max(x0, other.x0());
    double height = Math.min(y1, other.y1()) - Math.max(y0, other.y0());
    double both = Math.max(width, 0) * Math.max(height, 0);
    double all =
        (x1 - x0) * (y1 - y0) + (other.x1() - other.x0()) * (other.y1() - other.y0()) - both;
    return all > 0 ? both / all : 0;
  }
}
