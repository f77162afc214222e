// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.Optional;

/**
 * What a candidate got on one object by one protocol.
 *
 * @param candidate its name
 * @param subject what was judged
 * @param protocol how it was prompted
 * @param repeat 0, or the number of the repetition
 * @param scores of the last answer; of a track, means over its frames; 0 for a failure
 * @param predictedIou the candidate's own estimate, NaN where it has none
 * @param seconds the answers took, without the look at the image before
 * @param effort the clicks needed, for {@link Protocol.ClicksTo}
 * @param track frame by frame, for {@link Protocol.Tracked}
 * @param failure why there is no answer
 */
public record CaseScore(
    String candidate,
    Subject subject,
    Protocol protocol,
    int repeat,
    MaskScores scores,
    double predictedIou,
    double seconds,
    Optional<Effort> effort,
    Optional<TrackScore> track,
    Optional<String> failure) {

  /**
   * Clicks that were needed.
   *
   * @param clicks a box counts as two; the budget where the IoU was not reached
   * @param reached whether it was
   */
  public record Effort(int clicks, boolean reached) {}

  /** Neither whose it is nor what it is called. */
  @Override
  public String toString() {
    return "CaseScore["
        + protocol.name()
        + ", "
        + scores
        + failure.map(f -> ", " + f).orElse("")
        + "]";
  }
}
