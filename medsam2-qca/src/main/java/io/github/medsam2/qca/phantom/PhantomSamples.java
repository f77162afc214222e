// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Phantoms as training samples, one a patient: a picture of the frame in which contrast fills most,
 * or a clip around it. Every segment that is seen is an object: the lumen as far as contrast has
 * filled it, with the parts other vessels cover, called by its CASS number and the view. Where a
 * segment carries a lesion, its diameter stenosis is that of the narrowest one as this view shows
 * it. Made when asked for, the same whenever asked. Immutable, and thread-safe as the rule is.
 */
public final class PhantomSamples implements SampleSet {
  private final long firstSeed;
  private final int size;
  private final int frames;
  private final int apart;
  private final LongFunction<PhantomConfig> rule;

  private PhantomSamples(
      long firstSeed, int size, int frames, int apart, LongFunction<PhantomConfig> rule) {
    this.firstSeed = firstSeed;
    this.size = size;
    this.frames = frames;
    this.apart = apart;
    this.rule = rule;
    if (size < 0 || frames < 1 || apart < 1) {
      throw new InvalidInputException(
          "samples of phantoms",
          "0 or more samples of at least one frame, 1 or more apart",
          size + " of " + frames + ", " + apart + " apart",
          "correct the numbers");
    }
  }

  /**
   * Pictures of the patients of {@link Population}: sides, views and lesions with their usual
   * frequencies.
   *
   * @param firstSeed number of the first patient; the others follow
   * @param size number of samples
   */
  public static PhantomSamples of(long firstSeed, int size) {
    return of(firstSeed, size, Population::draw);
  }

  /**
   * Pictures of phantoms by a rule.
   *
   * @param rule the same configuration for the same seed, whenever asked; a phantom that shows no
   *     segment is refused when its sample is asked for
   */
  public static PhantomSamples of(long firstSeed, int size, LongFunction<PhantomConfig> rule) {
    return new PhantomSamples(firstSeed, size, 1, 1, Objects.requireNonNull(rule));
  }

  /**
   * Clips instead of pictures, of frames next to each other with the one that is filled most in
   * their middle, as far as the cine has them: as many as it has are all of it.
   *
   * @param length in frames, 1 or more, at most those of every cine
   */
  public PhantomSamples clips(int length) {
    return clips(length, 1);
  }

  /**
   * Clips of frames that do not lie next to each other: fewer frames then show how contrast comes
   * and goes.
   *
   * @param length in frames, 1 or more
   * @param apart from one frame to the next, 1 or more; the cines are at least {@code (length - 1)
   *     * apart + 1} frames long
   */
  public PhantomSamples clips(int length, int apart) {
    return new PhantomSamples(firstSeed, size, length, apart, rule);
  }

  @Override
  public int size() {
    return size;
  }

  /** The seed. */
  @Override
  public String id(int index) {
    return "phantom " + seed(index);
  }

  /** The seed: every phantom is a patient. */
  @Override
  public String group(int index) {
    return id(index);
  }

  @Override
  public Sample get(int index) {
    Phantom phantom = new Phantom(rule.apply(seed(index)));
    long span = (frames - 1L) * apart + 1;
    if (span > phantom.count()) {
      throw new InvalidInputException(
          "clip of a phantom",
          "at most the " + phantom.count() + " frames of its cine",
          span + "",
          "ask for shorter clips, or set PhantomConfig.withFrames in the rule");
    }
    int fullest = fullest(phantom);
    int middle = frames / 2;
    int from = Math.max(0, Math.min(phantom.count() - (int) span, fullest - middle * apart));
    int[] chosen = IntStream.range(0, frames).map(i -> from + i * apart).toArray();
    List<Image> images = Arrays.stream(chosen).mapToObj(phantom::frame).toList();
    List<FrameTruth> truth = Arrays.stream(chosen).mapToObj(phantom::truth).toList();
    PhantomObjects objects = new PhantomObjects(phantom.config(), truth, nearest(chosen, fullest));
    return new Sample(id(index), group(index), images, objects.all());
  }

  private static int nearest(int[] chosen, int frame) {
    int best = 0;
    for (int i = 1; i < chosen.length; i++) {
      best = Math.abs(chosen[i] - frame) < Math.abs(chosen[best] - frame) ? i : best;
    }
    return best;
  }

  private long seed(int index) {
    return firstSeed + Objects.checkIndex(index, size);
  }

  private static int fullest(Phantom phantom) {
    int best = 0;
    for (int i = 1; i < phantom.count(); i++) {
      best = phantom.filling(i) > phantom.filling(best) ? i : best;
    }
    return best;
  }
}
