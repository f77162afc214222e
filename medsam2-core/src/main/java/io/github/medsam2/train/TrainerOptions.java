// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.data.Augmentation;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.sampling.WordRecipe;
import io.github.medsam2.train.loss.DenseLoss;
import io.github.medsam2.train.loss.FrameLoss;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.loss.ReadingLoss;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import java.util.Optional;

/**
 * How a network is trained. Immutable and thread-safe; every method returns changed options.
 *
 * <pre>{@code
 * TrainerOptions.of(2000).keys(KeySelection.decoder()).batch(4).evaluateEvery(100)
 * }</pre>
 */
public final class TrainerOptions {
  private static final double SETTLED = 0.3;

  final long updates;
  int imageSize;
  int batch = 4;
  int mostObjects = 8;
  int clipFrames = 8;
  KeySelection keys = KeySelection.all();
  Optional<AdapterPlan> adapter = Optional.empty();
  RatePlan rates;
  double clip = 0.1;
  PromptRecipe prompts = PromptRecipe.small();
  WordRecipe words = WordRecipe.NONE;
  Optional<ReadingLoss> readings = Optional.empty();
  double readingsFrom;
  LossWeights losses = LossWeights.ORIGINAL;
  Optional<DenseLoss> dense = Optional.empty();
  Optional<FrameLoss> beside = Optional.empty();
  Augmentation augmentation = Augmentation.NONE;
  double averageDecay = 0.999;
  long evaluateEvery = 100;
  int patience = Integer.MAX_VALUE;
  long saveEvery = 50;
  long seed = 42;
  int threads;
  boolean recompute;
  long embeddingBytes;

  private TrainerOptions(long updates) {
    atLeast("updates", updates, 1);
    this.updates = updates;
    this.rates = RatePlan.medSam2(updates);
  }

  /** So many updates at the rates MedSAM2 was trained with. */
  public static TrainerOptions of(long updates) {
    return new TrainerOptions(updates);
  }

  private interface Change {
    void apply(TrainerOptions options);
  }

  private TrainerOptions with(Change change) {
    TrainerOptions copy = new TrainerOptions(updates);
    copy.imageSize = imageSize;
    copy.batch = batch;
    copy.mostObjects = mostObjects;
    copy.clipFrames = clipFrames;
    copy.keys = keys;
    copy.adapter = adapter;
    copy.rates = rates;
    copy.clip = clip;
    copy.prompts = prompts;
    copy.words = words;
    copy.readings = readings;
    copy.readingsFrom = readingsFrom;
    copy.losses = losses;
    copy.dense = dense;
    copy.beside = beside;
    copy.augmentation = augmentation;
    copy.averageDecay = averageDecay;
    copy.evaluateEvery = evaluateEvery;
    copy.patience = patience;
    copy.saveEvery = saveEvery;
    copy.seed = seed;
    copy.threads = threads;
    copy.recompute = recompute;
    copy.embeddingBytes = embeddingBytes;
    change.apply(copy);
    return copy;
  }

  private static void atLeast(String what, long value, long least) {
    if (value < least) {
      throw new InvalidInputException(
          "training option " + what, "at least " + least, value + "", "correct the number");
    }
  }

  /** With another input size: the side in pixels; 0 for the usual one of the network. */
  public TrainerOptions imageSize(int side) {
    atLeast("image size", side, 0);
    return with(o -> o.imageSize = side);
  }

  /** With so many samples, images or clips, in an update; 4 unless said. */
  public TrainerOptions batch(int samples) {
    atLeast("batch", samples, 1);
    return with(o -> o.batch = samples);
  }

  /** With at most so many objects of a sample at a time, drawn at random; 8 unless said. */
  public TrainerOptions mostObjects(int count) {
    atLeast("objects", count, 1);
    return with(o -> o.mostObjects = count);
  }

  /** With at most so many consecutive frames of a clip at a time; 8 unless said. */
  public TrainerOptions clipFrames(int count) {
    atLeast("frames of a clip", count, 1);
    return with(o -> o.clipFrames = count);
  }

  /** With these keys learning; all unless said. */
  public TrainerOptions keys(KeySelection selection) {
    return with(o -> o.keys = selection);
  }

  /**
   * With an adapter (LoRA) learning in place of the network's own keys, at {@link
   * RatePlan#adapter}. {@link Trainer#adapter} gives it.
   */
  public TrainerOptions adapter(AdapterPlan plan) {
    return with(
        o -> {
          o.adapter = Optional.of(plan);
          o.rates = RatePlan.adapter(updates);
        });
  }

  /** At other rates. */
  public TrainerOptions rates(RatePlan plan) {
    return with(o -> o.rates = plan);
  }

  /** With gradients clipped at another norm; 0.1 unless said, for networks that know nothing 1. */
  public TrainerOptions clip(double norm) {
    if (!(norm > 0)) {
      throw new InvalidInputException("clipping", "above 0", norm + "", "correct the number");
    }
    return with(o -> o.clip = norm);
  }

  /** With other prompts. */
  public TrainerOptions prompts(PromptRecipe recipe) {
    return with(o -> o.prompts = recipe);
  }

  /**
   * With objects described in words by what their samples say of them; not unless said. For
   * networks with parts for words; their keys must be among those that learn.
   */
  public TrainerOptions words(WordRecipe recipe) {
    return with(o -> o.words = recipe);
  }

  /** As {@link #readings(ReadingLoss, double)}, from three tenths of the updates on. */
  public TrainerOptions readings(ReadingLoss loss) {
    return readings(loss, SETTLED);
  }

  /**
   * With heads that learn to read masks; they do not unless said. For networks with such heads;
   * their keys must be among those that learn.
   *
   * @param from share of the updates after which they begin, 0 to 1: what is read of masks that are
   *     wrong teaches nothing, and spoils what finds them
   */
  public TrainerOptions readings(ReadingLoss loss, double from) {
    if (!(from >= 0 && from <= 1)) {
      throw new InvalidInputException(
          "begin of the readings", "a share of 0 to 1", from + "", "correct the number");
    }
    return with(
        o -> {
          o.readings = Optional.of(loss);
          o.readingsFrom = from;
        });
  }

  /** Refuses words and readings for which a network has no parts. */
  void requireHeads(DecoderExtension extension) {
    requirePart("words", words.equals(WordRecipe.NONE), !extension.equals(DecoderExtension.NONE));
    boolean heads = !extension.call().part().outputs().isEmpty();
    requirePart("readings", readings.isEmpty(), heads);
  }

  private static void requirePart(String what, boolean unused, boolean there) {
    if (!unused && !there) {
      throw new InvalidInputException(
          "weights to train with " + what,
          "a network with parts for " + what,
          "one without, like all published weights",
          "begin such parts first, as CoronaryHeads.addTo does, or leave out " + what);
    }
  }

  /** With other weights of the losses. */
  public TrainerOptions losses(LossWeights weights) {
    return with(o -> o.losses = weights);
  }

  /** With another loss that teaches the image encoder beside the prompts; none unless said. */
  public TrainerOptions dense(DenseLoss loss) {
    return with(o -> o.dense = Optional.of(loss));
  }

  /**
   * With something else learnt of each frame's features, such as {@code CoronaryPlaces}; nothing
   * unless said. The network needs the parts that it teaches.
   */
  public TrainerOptions beside(FrameLoss loss) {
    return with(o -> o.beside = Optional.of(loss));
  }

  /** With samples changed at random whenever they are used; not unless said. */
  public TrainerOptions augmentation(Augmentation changes) {
    return with(o -> o.augmentation = changes);
  }

  /** With another moving average, 0 to below 1; 0.999 unless said, 0 for none. */
  public TrainerOptions averageDecay(double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new InvalidInputException(
          "decay of the average", "0 to below 1", decay + "", "correct the number");
    }
    return with(o -> o.averageDecay = decay);
  }

  /** Judged on the validation samples after every so many updates, and after the last. */
  public TrainerOptions evaluateEvery(long count) {
    atLeast("evaluation", count, 1);
    return with(o -> o.evaluateEvery = count);
  }

  /** Stopped when so many evaluations in a row were no better than the best; never unless said. */
  public TrainerOptions patience(int evaluations) {
    atLeast("patience", evaluations, 1);
    return with(o -> o.patience = evaluations);
  }

  /** Saved after every so many updates, 50 unless said: so much is run again after a crash. */
  public TrainerOptions saveEvery(long count) {
    atLeast("saving", count, 1);
    return with(o -> o.saveEvery = count);
  }

  /** With other random draws. */
  public TrainerOptions seed(long number) {
    return with(o -> o.seed = number);
  }

  /** On so many threads; 0, unless said, for one per processor. */
  public TrainerOptions threads(int count) {
    atLeast("threads", count, 0);
    return with(o -> o.threads = count);
  }

  /** With activations computed again instead of kept: less memory, a third more time. */
  public TrainerOptions recompute(boolean on) {
    return with(o -> o.recompute = on);
  }

  /**
   * With what frozen parts of the image encoder say of an image kept in memory, up to so many
   * bytes; 0, unless said, for nothing. Losses and weights stay the same to the bit. Where the
   * trunk learns nothing is kept; where it is frozen but the neck, or the decoder's {@code conv_s0}
   * and {@code conv_s1} learn, the trunk's maps are: at 512 by 512 12 MB a frame of MedSAM2; else
   * the embedding, 4 MB. Once the memory is full, other images are computed as before.
   *
   * @throws InvalidInputException by {@link Trainer#open}, together with an augmentation: changed
   *     images are never seen again
   */
  public TrainerOptions cacheEmbeddings(long bytes) {
    atLeast("bytes of embeddings", bytes, 0);
    return with(o -> o.embeddingBytes = bytes);
  }

  /** Refuses to keep what is never seen again. */
  void requireSeenAgain() {
    if (embeddingBytes > 0 && !augmentation.equals(Augmentation.NONE)) {
      throw new InvalidInputException(
          "cacheEmbeddings",
          "images that are the same whenever they are used",
          "an augmentation",
          "leave one of the two out");
    }
  }

  /** Nothing where nothing is said or read, as runs of old say. */
  private String spoken() {
    boolean silent = words.equals(WordRecipe.NONE) && readings.isEmpty();
    return silent ? "" : words + ", " + readings + " from " + readingsFrom + ", ";
  }

  /** All that changes what is learnt: not how often it is saved, nor threads and memory. */
  @Override
  public String toString() {
    return String.join(
        ", ",
        "TrainerOptions[" + updates + " updates",
        "image size " + imageSize,
        "batch " + batch,
        "objects " + mostObjects,
        "frames " + clipFrames,
        keys.toString(),
        adapter.toString(),
        rates.toString(),
        "clip " + clip,
        prompts.toString(),
        losses.toString(),
        spoken() + dense + beside.map(b -> ", " + b).orElse(""),
        augmentation.toString(),
        "average " + averageDecay,
        "evaluated every " + evaluateEvery,
        "patience " + patience,
        "seed " + seed + "]");
  }
}
