// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.concept.ConceptPrompt;
import io.github.medsam2.concept.ConceptPrompt.Example;
import io.github.medsam2.concept.Instances;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.BoxPrompt;

/**
 * A question for all instances of a concept, under construction.
 *
 * <pre>{@code
 * Instances stents = model.concepts(image).text("coronary stent").example(40, 32, 90, 70).find();
 * }</pre>
 *
 * <p>A box here is an <em>example</em>: the answer may be nothing, or many instances elsewhere;
 * that an example itself is among them is likely and not promised. Coordinates are pixels of the
 * image, x to the right, y down. Immutable, thread-safe: every method returns a longer request.
 */
public final class ConceptRequest {
  private static final double EVEN = 0.5;
  private static final Progress NOBODY = (done, total) -> true;

  private final ConceptFinder finder;
  private final ImageEmbedding image;
  private final ConceptPrompt prompt;
  private final double threshold;
  private final Progress listener;

  ConceptRequest(ConceptFinder finder, ImageEmbedding image) {
    this(finder, image, ConceptPrompt.NONE, EVEN, NOBODY);
  }

  private ConceptRequest(
      ConceptFinder finder,
      ImageEmbedding image,
      ConceptPrompt prompt,
      double threshold,
      Progress listener) {
    this.finder = finder;
    this.image = image;
    this.prompt = prompt;
    this.threshold = threshold;
    this.listener = listener;
  }

  /**
   * What to find, as a short English noun phrase such as {@code guide wire}: in place of earlier
   * words. Some 30 pieces of words are read, the rest is cut off.
   */
  public ConceptRequest text(String phrase) {
    return asking(prompt.saying(phrase));
  }

  /** What this box holds is an instance. */
  public ConceptRequest example(double x0, double y0, double x1, double y1) {
    return example(new BoxPrompt(x0, y0, x1, y1));
  }

  /** What this box holds is an instance. */
  public ConceptRequest example(BoxPrompt box) {
    return asking(prompt.and(new Example(requireGiven(box, "a box"), true)));
  }

  /** What this box holds is none. */
  public ConceptRequest counterExample(double x0, double y0, double x1, double y1) {
    return counterExample(new BoxPrompt(x0, y0, x1, y1));
  }

  /** What this box holds is none. */
  public ConceptRequest counterExample(BoxPrompt box) {
    return asking(prompt.and(new Example(requireGiven(box, "a box"), false)));
  }

  /** All of a prompt, in place of what was asked so far. */
  public ConceptRequest asking(ConceptPrompt whole) {
    return new ConceptRequest(finder, image, requireGiven(whole, "a prompt"), threshold, listener);
  }

  /**
   * How sure the network must be of an instance: 0.5 unless said. Scores above it are kept; at 0
   * all queries of the network are.
   *
   * @param score 0 to 1
   */
  public ConceptRequest threshold(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new InvalidInputException(
          "threshold of scores", "0 to 1", Double.toString(score), "give a share");
    }
    return new ConceptRequest(finder, image, prompt, score, listener);
  }

  /** Who is told of progress, and may end it. */
  public ConceptRequest listener(Progress told) {
    return new ConceptRequest(finder, image, prompt, threshold, requireGiven(told, "a listener"));
  }

  /** What is asked for so far. */
  public ConceptPrompt prompt() {
    return prompt;
  }

  /**
   * All instances, perhaps none.
   *
   * @throws InvalidInputException when there are neither words nor examples, or a box lies beyond
   *     the image by more than its size
   * @throws io.github.medsam2.error.CheckpointException when weights of the detector are missing
   * @throws java.util.concurrent.CancellationException when the listener ended it
   */
  public Instances find() {
    return finder.find(image, prompt, threshold, listener);
  }
}
