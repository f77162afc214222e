// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One candidate on one sample. What it throws becomes failures with their reasons. */
final class CaseRun {
  private static final int LONGEST_REASON = 300;

  private final String name;
  private final Subjects subjects;
  private final List<Protocol> protocols;
  private final List<CaseScore> scores = new ArrayList<>();
  private final Map<Integer, KeptMask> shown = new HashMap<>();
  private final Map<Shown, ClickWalk> walks = new HashMap<>();

  /** Several protocols end with one answer, and scores take as long as answers. */
  private final Map<ClickWalk.Step, MaskScores> known = new IdentityHashMap<>();

  private double prepareSeconds;
  private double allSeconds;

  private record Shown(int object, Optional<BoxDrawing> box, int repeat) {}

  /** An answer judged; the mask is for pictures. */
  private record Judged(
      Mask mask,
      MaskScores scores,
      double predictedIou,
      double seconds,
      Optional<CaseScore.Effort> effort) {}

  /**
   * @param protocols those of the sample's kind that the candidate takes part in; masks of the
   *     first are kept for pictures
   */
  CaseRun(String name, Subjects subjects, List<Protocol> protocols) {
    this.name = name;
    this.subjects = subjects;
    this.protocols = protocols;
  }

  List<CaseScore> scores() {
    return scores;
  }

  /** By object, masks of the first protocol. */
  Map<Integer, KeptMask> shown() {
    return shown;
  }

  String name() {
    return name;
  }

  double prepareSeconds() {
    return prepareSeconds;
  }

  double answerSeconds() {
    return allSeconds - prepareSeconds;
  }

  void run(Candidate candidate) {
    long begun = System.nanoTime();
    judge(candidate);
    allSeconds = (System.nanoTime() - begun) / 1e9;
  }

  private void judge(Candidate candidate) {
    if (candidate instanceof GivenMasks masks) {
      all((p, object, repeat) -> given(masks, object, repeat));
    } else if (candidate instanceof Segmenter segmenter) {
      prompted(segmenter);
    }
  }

  private void prompted(Segmenter segmenter) {
    long begun = System.nanoTime();
    try (Segmenter.Prepared prepared = segmenter.prepare(subjects.sample().frames())) {
      prepareSeconds = (System.nanoTime() - begun) / 1e9;
      if (subjects.isClip()) {
        protocols.forEach(p -> track(prepared, (Protocol.Tracked) p));
      } else {
        all((p, object, repeat) -> answer(prepared, p, object, repeat));
      }
    } catch (RuntimeException e) {
      // Whatever a foreign network throws is told of the case and must not end the comparison.
      failAll(e);
    }
  }

  private void failAll(RuntimeException e) {
    scores.clear();
    shown.clear();
    for (Protocol p : protocols) {
      for (Subject s : judged(p)) {
        for (int repeat = 0; repeat < p.repeats(); repeat++) {
          scores.add(failure(s, p, repeat, e));
        }
      }
    }
  }

  private List<Subject> judged(Protocol p) {
    if (p instanceof Protocol.Union) {
      return List.of(subjects.all());
    }
    int last = subjects.sample().frames().size() - 1;
    if (p instanceof Protocol.Described words) {
      return subjects.objects().stream()
          .filter(s -> subjects.named(s.object(), !words.box()))
          .toList();
    }
    return subjects.objects().stream()
        .filter(s -> !p.ofClips() || subjects.first().get(s.object()) < last)
        .toList();
  }

  private interface Judge {
    Judged judge(Protocol protocol, int object, int repeat);
  }

  /** Object after object, so that answers to one alone are held; together first. */
  private void all(Judge judge) {
    for (Protocol p : protocols) {
      if (p instanceof Protocol.Union) {
        one(subjects.all(), p, 0, () -> judge.judge(p, Subject.ALL, 0));
      }
    }
    for (Subject s : subjects.objects()) {
      for (Protocol p : protocols) {
        boolean asked = judged(p).contains(s);
        for (int repeat = 0; repeat < p.repeats() && asked; repeat++) {
          int number = repeat;
          one(s, p, repeat, () -> judge.judge(p, s.object(), number));
        }
      }
      walks.keySet().removeIf(shown -> shown.object == s.object());
      known.clear();
    }
    scores.sort(Comparator.comparingInt(s -> protocols.indexOf(s.protocol())));
  }

  private void one(Subject subject, Protocol p, int repeat, Supplier<Judged> judge) {
    try {
      Judged j = judge.get();
      scores.add(
          new CaseScore(
              name,
              subject,
              p,
              repeat,
              j.scores,
              j.predictedIou,
              j.seconds,
              j.effort,
              Optional.empty(),
              Optional.empty()));
      keep(subject, p, repeat, j.mask);
    } catch (RuntimeException e) {
      scores.add(failure(subject, p, repeat, e));
    }
  }

  private void keep(Subject subject, Protocol p, int repeat, Mask mask) {
    if (p.equals(protocols.get(0)) && repeat == 0) {
      shown.put(subject.object(), KeptMask.of(mask));
    }
  }

  private CaseScore failure(Subject subject, Protocol p, int repeat, RuntimeException e) {
    return new CaseScore(
        name,
        subject,
        p,
        repeat,
        MaskScores.NONE,
        Double.NaN,
        Double.NaN,
        p instanceof Protocol.ClicksTo c
            ? Optional.of(new CaseScore.Effort(c.budget(), false))
            : Optional.empty(),
        Optional.empty(),
        Optional.of(reason(e)));
  }

  static String reason(RuntimeException e) {
    String message = e.getMessage();
    String text = message == null ? e.getClass().getSimpleName() : message;
    return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "..." : text;
  }

  private Judged given(GivenMasks masks, int object, int repeat) {
    Mask truth = subjects.truths().get(object);
    Mask mask = masks.read(subjects.sample().id(), object, repeat);
    ClickWalk.requireGrid(mask, truth);
    return new Judged(mask, MaskScores.of(mask, truth), Double.NaN, Double.NaN, Optional.empty());
  }

  private Judged answer(Segmenter.Prepared image, Protocol p, int object, int repeat) {
    if (p instanceof Protocol.Prompted prompted) {
      ClickWalk walk = walk(image, object, prompted.box(), repeat);
      return judged(walk.after(prompted.clicks()), object, Optional.empty());
    }
    if (p instanceof Protocol.ClicksTo goal) {
      Optional<BoxDrawing> box = goal.box() ? Optional.of(BoxDrawing.EXACT) : Optional.empty();
      ClickWalk walk = walk(image, object, box, 0);
      CaseScore.Effort effort = walk.effort(goal);
      return judged(walk.end(effort), object, Optional.of(effort));
    }
    if (p instanceof Protocol.Described words) {
      return judged(described(image, object, words.box()), object, Optional.empty());
    }
    return union(image);
  }

  private ClickWalk.Step described(Segmenter.Prepared image, int object, boolean box) {
    Prompts said = Prompts.of(subjects.sample().objects().get(object).description().orElseThrow());
    Mask truth = subjects.truths().get(object);
    long begun = System.nanoTime();
    Answer answer = image.answer(box ? said.and(BoxPrompt.around(truth)) : said, null);
    ClickWalk.requireGrid(answer.mask(), truth);
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new ClickWalk.Step(answer, MaskScores.overlap(answer.mask(), truth).iou(), seconds);
  }

  private Judged judged(ClickWalk.Step step, int object, Optional<CaseScore.Effort> effort) {
    Answer answer = step.answer();
    return new Judged(
        answer.mask(),
        known.computeIfAbsent(
            step, k -> MaskScores.of(answer.mask(), subjects.truths().get(object))),
        answer.predictedIou(),
        step.seconds(),
        effort);
  }

  private Judged union(Segmenter.Prepared image) {
    Mask found = null;
    double seconds = 0;
    for (int i = 0; i < subjects.objects().size(); i++) {
      ClickWalk.Step step = walk(image, i, Optional.of(BoxDrawing.EXACT), 0).after(0);
      found = found == null ? step.answer().mask() : found.union(step.answer().mask());
      seconds += step.seconds();
    }
    Mask all = java.util.Objects.requireNonNull(found);
    MaskScores scores = MaskScores.of(all, subjects.union());
    return new Judged(all, scores, Double.NaN, seconds, Optional.empty());
  }

  private ClickWalk walk(
      Segmenter.Prepared image, int object, Optional<BoxDrawing> drawing, int repeat) {
    Mask truth = subjects.truths().get(object);
    @Nullable BoxPrompt box =
        drawing.map(d -> d.around(truth, subjects.sample().id(), object, repeat)).orElse(null);
    return walks.computeIfAbsent(
        new Shown(object, drawing, repeat), k -> new ClickWalk(image, truth, box));
  }

  private void track(Segmenter.Prepared clip, Protocol.Tracked p) {
    List<Subject> starting = judged(p);
    if (starting.isEmpty()) {
      return;
    }
    try {
      long begun = System.nanoTime();
      List<TrackRun.Track> tracks = new TrackRun(subjects, starting).run(clip, p);
      double seconds = (System.nanoTime() - begun) / 1e9 / starting.size();
      for (int i = 0; i < starting.size(); i++) {
        Subject s = starting.get(i);
        Mask last = tracks.get(i).last().mask();
        scores.add(tracked(s, p, tracks.get(i), last.area(), seconds));
        keep(s, p, 0, last);
      }
    } catch (RuntimeException e) {
      starting.forEach(s -> scores.add(failure(s, p, 0, e)));
    }
  }

  private CaseScore tracked(Subject s, Protocol p, TrackRun.Track track, int area, double seconds) {
    TrackScore score = track.score();
    return new CaseScore(
        name,
        s,
        p,
        0,
        new MaskScores(score.mean(), score.meanIou(), Double.NaN, Double.NaN, area),
        track.last().predictedIou(),
        seconds,
        Optional.empty(),
        Optional.of(score),
        Optional.empty());
  }
}
