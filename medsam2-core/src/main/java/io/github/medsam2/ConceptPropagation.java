// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.concept.ConceptPrompt;
import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Heading;
import io.github.medsam2.net.concept.ExampleBox;
import io.github.medsam2.session.concept.ConceptWalk;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A walk that finds and follows all instances of a concept, one result at a time: frames are
 * computed when a result is asked for, which comes {@link ConceptRules#delay} frames late. Walked
 * again, it begins anew and gives the same.
 *
 * <p>Memory does not grow with the number of frames: see {@link ConceptRules#most}. Not
 * thread-safe, except {@link #cancel}.
 */
public final class ConceptPropagation implements Iterable<ConceptFrame> {
  private final ConceptFinder finder;
  private final FrameSource frames;
  private final ConceptWalk.Question question;
  private final Direction direction;
  private int first;
  private int last;
  private int from = -1;
  private Progress listener = (done, total) -> true;
  private volatile boolean cancelled;

  ConceptPropagation(
      ConceptFinder finder,
      FrameSource frames,
      ConceptPrompt prompt,
      ConceptRules rules,
      Direction direction) {
    this.finder = finder;
    this.frames = frames;
    this.direction = direction;
    this.last = frames.count() - 1;
    List<ExampleBox> examples = ConceptFinder.examples(prompt, frames.width(), frames.height());
    this.question = new ConceptWalk.Question(finder.ids(prompt), examples, rules);
  }

  /**
   * Walks only these frames.
   *
   * @param lowest index
   * @param highest index, included
   */
  public ConceptPropagation range(int lowest, int highest) {
    FrameRange.require(lowest, highest, frames.count() - 1);
    this.first = lowest;
    this.last = highest;
    return this;
  }

  /**
   * Begins on this frame: forward and backward go from it to the end of the range; {@link
   * Direction#BOTH} goes forward from it, and then backward with the instances that were found on
   * it. Unless said, a walk begins with the frame of the range that is first on its way; {@code
   * BOTH} then is forward.
   */
  public ConceptPropagation from(int frame) {
    int end = frames.count() - 1;
    if (frame < 0 || frame > end) {
      throw new InvalidInputException(
          "first frame of a walk", "0 to " + end, frame + "", "give a frame of the cine");
    }
    this.from = frame;
    return this;
  }

  /**
   * Who is told of the parts of all frames, on the thread that asks for results, and may end the
   * walk.
   */
  public ConceptPropagation listener(Progress told) {
    this.listener = requireGiven(told, "a listener");
    return this;
  }

  /**
   * Ends the walk between two parts of the network, without the results that are still held back.
   * May be called from any thread.
   */
  public void cancel() {
    cancelled = true;
  }

  /** A lazy, sequential stream of the results. */
  public Stream<ConceptFrame> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public Iterator<ConceptFrame> iterator() {
    ConceptWalk walk =
        new ConceptWalk(
            finder.stations(), frames, question, passes(), () -> cancelled, listener::goOn);
    return new Results(walk);
  }

  private List<ConceptWalk.Pass> passes() {
    List<ConceptWalk.Pass> passes = new ArrayList<>();
    List<Heading> headings = direction.headings();
    boolean both = headings.size() > 1;
    for (Heading h : headings) {
      int far = h == Heading.FORWARD ? last : first;
      int near = h == Heading.FORWARD || both ? first : last;
      int begin = from < 0 ? near : Math.min(Math.max(from, first), last);
      boolean second = !passes.isEmpty();
      passes.add(new ConceptWalk.Pass(h, second ? h.next(begin) : begin, far));
    }
    return passes;
  }

  /** {@code concepts FORWARD over frames 3 to 9}. */
  @Override
  public String toString() {
    return "concepts "
        + direction
        + " over frames "
        + first
        + " to "
        + last
        + (cancelled ? ", cancelled" : "");
  }

  private final class Results implements Iterator<ConceptFrame> {
    private final ConceptWalk walk;

    Results(ConceptWalk walk) {
      this.walk = walk;
    }

    @Override
    public boolean hasNext() {
      return walk.hasNext();
    }

    @Override
    public ConceptFrame next() {
      ConceptWalk.Frame f = walk.next();
      List<TrackedInstance> seen =
          new ShownInstances(frames.width(), frames.height(), question.rules().nonOverlapping())
              .of(f.found());
      return new ConceptFrame(f.index(), seen, walk.done(), walk.total());
    }
  }
}
