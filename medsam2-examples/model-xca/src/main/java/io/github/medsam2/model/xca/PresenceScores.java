// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.MedSam2;
import io.github.medsam2.VideoSession;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Auroc;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the score of an object says on which frames of a clip it is seen. Objects are shown by
 * their true mask on the frame on which it is largest, and followed both ways.
 *
 * @param auroc of the score
 * @param frames not shown
 * @param absent how many of them do not show the object
 * @param missed share of the others that are taken for absent
 * @param imagined share of the absent that are taken for seen
 */
record PresenceScores(double auroc, int frames, int absent, double missed, double imagined) {

  private record Scored(boolean seen, double score) {}

  static PresenceScores of(MedSam2 model, SampleSet clips) {
    List<Scored> all = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      Sample clip = clips.get(i);
      try (VideoSession session = model.session(FrameSource.of(clip.frames()))) {
        follow(session, clip, all);
      }
    }
    List<Double> scores = all.stream().map(Scored::score).toList();
    List<Boolean> seen = all.stream().map(Scored::seen).toList();
    int absent = (int) seen.stream().filter(s -> !s).count();
    return new PresenceScores(
        Auroc.of(scores, seen), all.size(), absent, share(all, true), share(all, false));
  }

  /** The share of frames of one kind that are taken for the other. */
  private static double share(List<Scored> all, boolean seen) {
    return all.stream()
        .filter(s -> s.seen == seen)
        .mapToDouble(s -> s.score > 0 == seen ? 0 : 1)
        .average()
        .orElse(Double.NaN);
  }

  private static void follow(VideoSession session, Sample clip, List<Scored> all) {
    List<SampleObject> objects = clip.objects();
    List<Integer> shown = new ArrayList<>();
    for (int o = 0; o < objects.size(); o++) {
      List<Mask> masks = objects.get(o).masks();
      int frame = largest(masks);
      shown.add(frame);
      session.object("o" + o).on(frame).mask(masks.get(frame));
    }
    for (Direction way : List.of(Direction.FORWARD, Direction.BACKWARD)) {
      for (FrameResult result : session.propagate(way)) {
        for (int o = 0; o < objects.size(); o++) {
          int from = shown.get(o);
          boolean ahead = way == Direction.FORWARD ? result.index() > from : result.index() < from;
          if (ahead && result.objects().containsKey("o" + o)) {
            boolean seen = !objects.get(o).masks().get(result.index()).isEmpty();
            all.add(new Scored(seen, result.objectScore("o" + o)));
          }
        }
      }
    }
  }

  private static int largest(List<Mask> masks) {
    int best = 0;
    for (int i = 1; i < masks.size(); i++) {
      best = masks.get(i).area() > masks.get(best).area() ? i : best;
    }
    return best;
  }
}
