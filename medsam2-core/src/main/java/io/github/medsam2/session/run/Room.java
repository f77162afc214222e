// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.runtime.EmbeddingCache;
import io.github.medsam2.runtime.FrameTracker;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.runtime.TrackerRules;
import io.github.medsam2.session.Habits;

/**
 * What the parts of a session work with; nothing here is the session's own state.
 *
 * @param stations the network
 * @param frames what is looked at
 * @param live whether frames were still coming, or some dropped, when the session was opened
 * @param rules what the session goes by
 * @param tracker one object on one frame
 * @param cache features of frames
 */
record Room(
    Stations stations,
    FrameSource frames,
    boolean live,
    SessionRules rules,
    FrameTracker tracker,
    EmbeddingCache cache) {

  static Room of(Stations stations, FrameSource source, SessionRules rules) {
    FrameSource frames = CheckedFrames.of(source);
    // A live source that has ended, but dropped frames, is walked like one that goes on.
    boolean live = frames.isLive() || frames.first() > 0;
    FrameTracker tracker =
        new FrameTracker(
            stations,
            trackerRules(stations, rules.policy().habits()),
            rules.policy().maxConditioning(),
            rules.policy().selective(),
            frames.width(),
            frames.height(),
            length(live, frames),
            rules.cleanup());
    Preprocessor prepare = stations.config().trunk().forFrames(stations.config().imageSize());
    int kept = new Needs(stations.config(), rules.budget()).frames();
    EmbeddingCache cache = new EmbeddingCache(stations, frames, prepare, kept);
    return new Room(stations, frames, live, rules, tracker, cache);
  }

  private static TrackerRules trackerRules(Stations stations, Habits habits) {
    return switch (habits) {
      case AS_TRAINED -> stations.trackerRules();
      case SAM_2 -> TrackerRules.SAM_2;
      case SAM_3 -> TrackerRules.SAM_3;
    };
  }

  /** What the budget comes to. */
  Needs needs() {
    return new Needs(stations.config(), rules.budget());
  }

  /** The length of the cine: without end while it is still coming. */
  int length() {
    return length(live, frames);
  }

  private static int length(boolean live, FrameSource frames) {
    return live ? Integer.MAX_VALUE : frames.count();
  }

  void checkFrame(int frame) {
    int count = frames.count();
    if (frame < 0 || frame >= count) {
      throw new InvalidInputException(
          "frame",
          count == 0 ? "a frame that has come" : "0 to " + (count - 1),
          Integer.toString(frame),
          live ? "wait for the frame to come" : "give a frame of the cine");
    }
  }
}
