// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.concept.ConceptPrompt;
import io.github.medsam2.concept.ConceptPrompt.Example;
import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.prompt.BoxPrompt;

/**
 * A question for all instances of a concept through a cine or volume, under construction: every
 * frame is searched, what is found is followed, and the two are brought together, so that an
 * instance keeps its number.
 *
 * <pre>{@code
 * for (ConceptFrame f : model.concepts(frames).text("guide wire").propagate(Direction.FORWARD)) {
 *   f.instances().forEach(wire -> show(f.index(), wire.number(), wire.mask()));
 * }
 * }</pre>
 *
 * <p>Nothing needs to be closed; the model stays open as long as walks run. Immutable, thread-safe:
 * every method returns a longer question.
 */
public final class ConceptCine {
  private final ConceptFinder finder;
  private final FrameSource frames;
  private final ConceptPrompt prompt;
  private final ConceptRules rules;

  ConceptCine(ConceptFinder finder, FrameSource frames) {
    this(finder, frames, ConceptPrompt.NONE, ConceptRules.DEFAULT);
    if (frames.isLive() || frames.first() > 0) {
      throw new InvalidInputException(
          "concepts through frames",
          "a recording",
          "frames that are still coming",
          "record them, or ask on single frames and follow what is found in a session");
    }
  }

  private ConceptCine(
      ConceptFinder finder, FrameSource frames, ConceptPrompt prompt, ConceptRules rules) {
    this.finder = finder;
    this.frames = frames;
    this.prompt = prompt;
    this.rules = rules;
  }

  /** What to find on every frame: see {@link ConceptRequest#text}. */
  public ConceptCine text(String phrase) {
    return new ConceptCine(finder, frames, prompt.saying(phrase), rules);
  }

  /**
   * What this box holds on the frame where a walk begins is an instance; beside words, and one box
   * at most.
   */
  public ConceptCine example(double x0, double y0, double x1, double y1) {
    return example(new BoxPrompt(x0, y0, x1, y1));
  }

  /**
   * What this box holds on the frame where a walk begins is an instance; beside words, and one box
   * at most.
   */
  public ConceptCine example(BoxPrompt box) {
    if (!prompt.examples().isEmpty()) {
      throw new InvalidInputException(
          "concepts through frames",
          "one example box at most",
          "another one",
          "describe the rest in words");
    }
    ConceptPrompt more = prompt.and(new Example(requireGiven(box, "a box"), true));
    return new ConceptCine(finder, frames, more, rules);
  }

  /** By other rules than the original's. */
  public ConceptCine rules(ConceptRules other) {
    return new ConceptCine(finder, frames, prompt, requireGiven(other, "rules of concepts"));
  }

  /**
   * Starts to walk through the frames; nothing is computed before a result is asked for.
   *
   * @throws InvalidInputException when there are no words, or an example box lies beyond the frames
   *     by more than their size
   * @throws io.github.medsam2.error.CheckpointException when weights of the detector are missing
   */
  public ConceptPropagation propagate(Direction direction) {
    requireGiven(direction, "a direction");
    if (prompt.words().isEmpty()) {
      throw new InvalidInputException(
          "concepts through frames",
          "words, which hold for all frames",
          prompt.examples().isEmpty() ? "nothing" : "an example on one frame",
          "name what to find; to follow what is in a box, prompt a session with it");
    }
    return new ConceptPropagation(finder, frames, prompt, rules, direction);
  }
}
