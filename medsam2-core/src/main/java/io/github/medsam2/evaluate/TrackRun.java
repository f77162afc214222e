// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.metrics.OverlapScores;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.ArrayList;
import java.util.List;

/** Objects of a clip, followed and judged frame by frame. */
final class TrackRun {
  private final Subjects subjects;
  private final List<Subject> starting;

  /** A track and the last answer on a frame on which the object is seen. */
  record Track(TrackScore score, Answer last) {}

  TrackRun(Subjects subjects, List<Subject> starting) {
    this.subjects = subjects;
    this.starting = starting;
  }

  List<Track> run(Segmenter.Prepared clip, Protocol.Tracked p) {
    List<Segmenter.Start> starts = new ArrayList<>();
    for (Subject s : starting) {
      Mask truth = subjects.truths().get(s.object());
      Prompts prompts = Prompts.of(p.mask() ? new MaskPrompt(truth) : BoxPrompt.around(truth));
      starts.add(new Segmenter.Start(subjects.first().get(s.object()), prompts));
    }
    List<List<Answer>> answers = clip.track(starts);
    List<Track> tracks = new ArrayList<>();
    for (int i = 0; i < starting.size(); i++) {
      tracks.add(judge(starting.get(i).object(), starts.get(i).frame(), answers.get(i)));
    }
    return tracks;
  }

  private Track judge(int object, int first, List<Answer> answers) {
    List<Mask> truths = subjects.sample().objects().get(object).masks();
    if (answers.size() != truths.size() - first) {
      throw new InvalidInputException(
          "track of an object",
          "an answer for each of " + (truths.size() - first) + " frames",
          answers.size() + "",
          "answer from the first frame to the last");
    }
    List<TrackScore.Frame> frames = new ArrayList<>();
    Answer last = answers.get(0);
    for (int after = 1; after < answers.size(); after++) {
      Answer answer = answers.get(after);
      Mask truth = truths.get(first + after);
      Mask found = answer.mask();
      ClickWalk.requireGrid(found, truth);
      OverlapScores overlap = MaskScores.overlap(found, truth);
      double copied = MaskScores.overlap(truths.get(first), truth).dice();
      frames.add(
          new TrackScore.Frame(
              after,
              !truth.isEmpty(),
              overlap.dice(),
              overlap.iou(),
              copied,
              answer.objectScore()));
      last = truth.isEmpty() ? last : answer;
    }
    return new Track(new TrackScore(frames), last);
  }
}
