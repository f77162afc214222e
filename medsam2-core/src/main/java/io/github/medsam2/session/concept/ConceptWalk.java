// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import static java.util.Objects.requireNonNull;

import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Heading;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.net.concept.ExampleBox;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.FrameTracker;
import io.github.medsam2.runtime.Parts;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.runtime.concept.ConceptImage;
import io.github.medsam2.runtime.concept.ConceptStations;
import io.github.medsam2.runtime.concept.Painted;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A walk through frames that finds and follows all instances of a concept. Each frame is computed
 * when a result is asked for; between two, nothing is held in the engine's memory. Not thread-safe.
 */
public final class ConceptWalk implements Iterator<ConceptWalk.Frame> {
  /** The detector's stations of a frame, and what is followed. */
  private static final int BEHIND_THE_TRUNK = 6;

  private final ConceptStations concepts;
  private final FrameSource frames;
  private final Question question;
  private final ConceptTracker tracker;
  private final BooleanSupplier cancelled;
  private final Parts told;
  private final int parts;
  private final Deque<Pass> passes;
  private final int total;
  private final Deque<Frame> waiting = new ArrayDeque<>();
  private ConceptState state = ConceptState.START;
  private ConceptState beginning = ConceptState.START;
  private @Nullable Pass pass;
  private int next;
  private int walked;
  private int done;

  /**
   * A frame that was walked.
   *
   * @param index of it
   * @param found what is on it, masks without a cell too
   */
  public record Frame(int index, List<Found> found) {}

  /**
   * What is looked for.
   *
   * @param ids of the words, without padding
   * @param examples on the first frame of the walk
   * @param rules of finding and following
   */
  public record Question(int[] ids, List<ExampleBox> examples, ConceptRules rules) {}

  /**
   * Frames walked one way.
   *
   * @param from the first, included
   * @param to the last, included
   */
  public record Pass(Heading heading, int from, int to) {
    int length() {
      return heading.reaches(from, to) ? heading.ahead(to, from) + 1 : 0;
    }
  }

  /**
   * @param frames checked
   * @param passes one after the other; the second goes on from what was known after the first frame
   *     of the first
   * @param cancelled whether the walk is to end, from whatever thread
   * @param told of the parts of all frames, and may end the walk by an exception
   */
  public ConceptWalk(
      ConceptStations concepts,
      FrameSource frames,
      Question question,
      List<Pass> passes,
      BooleanSupplier cancelled,
      Parts told) {
    this.concepts = concepts;
    this.frames = frames;
    this.question = question;
    this.passes = new ArrayDeque<>(passes);
    this.total = passes.stream().mapToInt(Pass::length).sum();
    this.cancelled = cancelled;
    this.told = told;
    Stations stations = concepts.stations();
    this.parts = stations.config().trunk().parts() + BEHIND_THE_TRUNK;
    this.tracker =
        new ConceptTracker(
            new FrameTracker(
                stations,
                stations.trackerRules(),
                0,
                question.rules().selective(),
                frames.width(),
                frames.height(),
                frames.count(),
                MaskCleanup.NONE),
            question.rules());
  }

  /** Whether there is another result; computes as many frames as it comes late. */
  @Override
  public boolean hasNext() {
    try {
      while (!cancelled.getAsBoolean() && !isRipe()) {
        if (!hasFrame()) {
          return !waiting.isEmpty();
        }
        walk();
      }
      return !cancelled.getAsBoolean();
    } catch (CancellationException e) {
      if (cancelled.getAsBoolean()) {
        return false;
      }
      throw e;
    }
  }

  /** Whether the oldest result has waited long enough, or its pass is over. */
  private boolean isRipe() {
    int delay = Math.max(1, question.rules().delay());
    Frame oldest = waiting.peek();
    return oldest != null && (waiting.size() >= delay || !inPass());
  }

  private boolean inPass() {
    return pass != null && pass.heading().reaches(next, pass.to());
  }

  private boolean hasFrame() {
    while (!inPass()) {
      Pass following = passes.poll();
      if (following == null) {
        return false;
      }
      // Numbers given on the first way are not given again.
      state = beginning.numberedFrom(state.next());
      pass = following;
      next = following.from();
    }
    return true;
  }

  private void walk() {
    Pass now = requireNonNull(pass);
    boolean first = walked == 0;
    HostTensor prepared =
        concepts
            .stations()
            .config()
            .trunk()
            .forFrames(concepts.stations().config().imageSize())
            .prepare(frames.frame(next));
    try (EncodedImage image = concepts.stations().encodeForAll(prepared, part(0))) {
      List<Detection> detections = detections(image, first);
      goOn(parts - 1);
      boolean last = next == now.to();
      ConceptTracker.At at = new ConceptTracker.At(next, now.heading(), last);
      ConceptTracker.Step step = tracker.step(state, at, image, detections);
      if (first) {
        // As in the original, which answers where a question is asked, and then walks from there.
        step = tracker.step(step.after(), at, image, detections);
      }
      state = step.after();
      waiting.add(new Frame(next, step.found()));
    }
    beginning = first ? state : beginning;
    walked++;
    next = now.heading().next(next);
  }

  private List<Detection> detections(EncodedImage image, boolean first) {
    try (ConceptImage looked = concepts.look(image)) {
      Painted found =
          concepts.find(
              looked,
              question.ids(),
              first ? question.examples() : List.of(),
              question.rules().detected(),
              part(parts - BEHIND_THE_TRUNK));
      return Detection.of(found, question.rules());
    }
  }

  private Parts part(int before) {
    return (done, of) -> goOn(before + done);
  }

  private boolean goOn(int partsDone) {
    boolean goesOn =
        !cancelled.getAsBoolean() && told.goOn(walked * parts + partsDone, total * parts);
    if (!goesOn) {
      throw new CancellationException("cancelled on frame " + next);
    }
    return true;
  }

  @Override
  public Frame next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Frame oldest = waiting.remove();
    done++;
    // What was taken back since it was found never was.
    return new Frame(
        oldest.index(),
        oldest.found().stream().filter(f -> !state.removed().contains(f.number())).toList());
  }

  /** Results given. */
  public int done() {
    return done;
  }

  /** Frames of the whole walk. */
  public int total() {
    return total;
  }
}
