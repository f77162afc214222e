// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An object followed through a clip, frame by frame after the one it was shown on.
 *
 * @param frames in order, at least one
 */
public record TrackScore(List<Frame> frames) {

  /** Copies the list. */
  public TrackScore {
    frames = List.copyOf(frames);
  }

  /**
   * One frame.
   *
   * @param after frames since the one the object was shown on, from 1
   * @param seen whether the object is on it
   * @param dice of the answer; 0 or 1 where the object is not seen
   * @param iou of the answer
   * @param copied Dice of the true mask of the first frame, as if nothing moved
   * @param objectScore of the answer; NaN where the candidate gives none
   */
  public record Frame(
      int after, boolean seen, double dice, double iou, double copied, double objectScore) {}

  /** Mean Dice over frames on which the object is seen; NaN without any. */
  public double mean() {
    return mean(Frame::dice);
  }

  /** What copying the first mask would have got; a tracker has to be better. */
  public double copiedMean() {
    return mean(Frame::copied);
  }

  /** Mean IoU over frames on which the object is seen; NaN without any. */
  public double meanIou() {
    return mean(Frame::iou);
  }

  /** The Dice some frames after the first; NaN where there is no such frame or no object on it. */
  public double at(int after) {
    return frames.stream()
        .filter(f -> f.after == after && f.seen)
        .mapToDouble(Frame::dice)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Change of Dice per frame, least squares over frames seen; NaN with less than two. */
  public double drift() {
    return slope(Frame::dice);
  }

  /** The drift of the copied mask. */
  public double copiedDrift() {
    return slope(Frame::copied);
  }

  private double mean(ToDoubleFunction<Frame> value) {
    return frames.stream().filter(Frame::seen).mapToDouble(value).average().orElse(Double.NaN);
  }

  private double slope(ToDoubleFunction<Frame> value) {
    double middle = mean(Frame::after);
    double level = mean(value);
    double products = 0;
    double squares = 0;
    for (Frame f : frames) {
      if (f.seen) {
        products += (f.after - middle) * (value.applyAsDouble(f) - level);
        squares += (f.after - middle) * (f.after - middle);
      }
    }
    return squares == 0 ? Double.NaN : products / squares;
  }
}
