// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.FiniteWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.receipt.InputIdentity;
import io.github.medsam2.receipt.ModelIdentity;
import io.github.medsam2.receipt.Receipt;
import io.github.medsam2.receipt.Verification;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segmentation model: open it once, embed each image once, prompt as often as you like.
 *
 * <pre>{@code
 * try (MedSam2 model = MedSam2.load(Path.of("MedSAM2_latest.pt"));
 *     ImageEmbedding slice = model.embed(image)) {
 *   Segmentation s = model.prompt(slice).box(120, 80, 260, 190).point(150, 120).predict();
 * }
 * }</pre>
 *
 * <p>Thread-safe: threads may share a model and its embeddings. Close it after its embeddings;
 * closing is idempotent. The checkpoint file must stay where it is as long as the model is open.
 *
 * <p>For research only: not a medical device.
 */
public final class MedSam2 implements AutoCloseable {
  private final Stations stations;
  private final Preprocessor preprocessor;
  private final ModelOptions options;
  private final Encoder encoder;
  private final Predictor predictor;
  private final ConceptFinder concepts;
  private final @Nullable Checkpoint owned;

  private MedSam2(Stations stations, ModelOptions options, @Nullable Checkpoint owned) {
    this.owned = owned;
    this.stations = stations;
    this.preprocessor = stations.config().trunk().forImages(stations.config().imageSize());
    this.options = options;
    this.encoder = new Encoder(stations, options);
    this.predictor = new Predictor(encoder);
    this.concepts = new ConceptFinder(encoder);
  }

  /**
   * Opens a checkpoint: a {@code .pt} as torch writes it, or safetensors.
   *
   * @throws io.github.medsam2.error.CheckpointException when the file is not a checkpoint of this
   *     family of networks
   * @throws io.github.medsam2.engine.EngineException when no engine can run
   */
  public static MedSam2 load(Path checkpoint) {
    return load(checkpoint, ModelOptions.defaults());
  }

  /** Opens a checkpoint in a chosen way; see {@link #load(Path)}. */
  public static MedSam2 load(Path checkpoint, ModelOptions options) {
    Checkpoint weights = Checkpoint.open(checkpoint);
    MedSam2 model = null;
    try {
      model = open(weights, options, weights);
      return model;
    } finally {
      if (model == null) {
        weights.close();
      }
    }
  }

  /** A model of weights that are open already, and stay so when the model is closed. */
  public static MedSam2 of(Weights weights, ModelOptions options) {
    return open(weights, options, null);
  }

  private static MedSam2 open(Weights weights, ModelOptions options, @Nullable Checkpoint owned) {
    ModelConfig config = options.configure(ConfigInference.infer(weights));
    KeyCheck.require(config, weights);
    EngineOptions chosen = PresetChoice.engine(options); // measures, so nothing else runs
    EngineOpening opening = EngineOpening.begin(options, chosen);
    boolean sound = false;
    try {
      FiniteWeights.require(weights, config.keys().keySet());
      sound = true;
    } finally {
      if (!sound) {
        opening.discard();
      }
    }
    Stations stations = new Stations(opening.engine(), weights, config);
    return new MedSam2(stations, options.engine(chosen), owned);
  }

  /**
   * Makes ready what the first image and the first prompt would wait for (a third of a second at
   * 512 pixels), on several processors at once; for programs that open a model before their users
   * come. What is ready already costs nothing. What follows objects is made ready when it is used.
   *
   * @return this model
   */
  public MedSam2 prepare() {
    stations.prepareForPrompts();
    return this;
  }

  /** This model with an adapter at full strength; see {@link #with(AdapterStack)}. */
  public MedSam2 with(Adapter adapter) {
    return with(AdapterStack.of(adapter));
  }

  /**
   * This model with adapters merged into its weights, beside those it has already. The checkpoint
   * is not read again: both run on one engine and share the weights that no adapter changes, so
   * switching is a matter of which model is asked. They may be used at the same time by any
   * threads.
   *
   * <p>Closing it frees what the adapters changed and leaves this model open; close it before this
   * one. Embeddings belong to the model, or one with the same adapters, that made them.
   *
   * @throws io.github.medsam2.error.CheckpointException naming the key that does not fit this model
   * @throws io.github.medsam2.error.InvalidInputException when an adapter is for another base
   */
  public MedSam2 with(AdapterStack adapters) {
    return new MedSam2(stations.with(adapters), options, null);
  }

  /** The adapters in use; {@link AdapterStack#NONE} for a model as it was opened. */
  public AdapterStack adapters() {
    return stations.adapters();
  }

  Stations stations() {
    return stations;
  }

  Encoder encoder() {
    return encoder;
  }

  /** The network, its sizes and where it runs. */
  public ModelInfo info() {
    ModelConfig c = stations.config();
    long parameters = c.keys().values().stream().mapToLong(Shape::count).sum();
    return new ModelInfo(
        c.name(),
        stations.source(),
        parameters,
        c.imageSize(),
        c.grid(),
        c.width(),
        c.maskSize(),
        engine());
  }

  /** The name of the engine that runs it. */
  public String engine() {
    return stations.engine().name();
  }

  /**
   * Runs the image encoder: the expensive part, done once per image.
   *
   * @param image grey or RGB of any size; other than 8-bit samples go by the model's intensity rule
   * @return features to prompt on; the caller closes them
   */
  public ImageEmbedding embed(Image image) {
    return embed(image, (done, total) -> true);
  }

  /**
   * As {@link #embed(Image)}, told how far it is and ended on request.
   *
   * @param progress asked between the parts of the network
   * @throws java.util.concurrent.CancellationException when it says so
   */
  public ImageEmbedding embed(Image image, Progress progress) {
    requireGiven(progress, "a progress");
    InputIdentity input = InputIdentity.of(image, encoder.intensity(), engine());
    Image eightBit = options.intensity().toUint8(image);
    return new ImageEmbedding(
        encoder, stations.encodeForAll(preprocessor.prepare(eightBit), progress::goOn), input);
  }

  /**
   * What embedding an image will take on this machine. Measures it for a tenth of a second.
   *
   * @return empty for networks that take a moment, such as all of SAM 2 and MedSAM2
   */
  public Optional<EmbeddingReadiness> readiness() {
    long weights = stations.engine().keepsWeights() ? info().parameters() * Float.BYTES : 0;
    return stations
        .outlook()
        .map(o -> new EmbeddingReadiness(o.seconds(), weights + o.workingBytes()));
  }

  /** Which model this is, by its numbers. Reads all weights the first time. Thread-safe. */
  public ModelIdentity identity() {
    return encoder.identity();
  }

  /**
   * Makes the mask of a receipt again and compares every pixel. Nothing is computed where the
   * weights, the adapters or the image are others: then that is the answer.
   *
   * @param receipt of {@link Segmentation#receipt()}, perhaps of another program
   * @param image the image it is of
   */
  public Verification verify(Receipt receipt, Image image) {
    return new Recomputation(this, encoder).of(receipt, image);
  }

  /** Starts a prompt on an image, to be completed with boxes and points. */
  public PromptRequest prompt(ImageEmbedding image) {
    return new PromptRequest(predictor, image);
  }

  /**
   * Starts to ask for all instances of a concept on an image, to be completed with words and
   * example boxes: of a SAM 3 model with its detector. What lies in one box is asked for with
   * {@link #prompt}, which is another question to another network.
   *
   * @throws io.github.medsam2.prompt.UnsupportedPromptException when the model has no detector
   */
  public ConceptRequest concepts(ImageEmbedding image) {
    return concepts.ask(image);
  }

  /**
   * Starts to ask for all instances of a concept through frames, to be completed with words: of a
   * SAM 3 model with its detector and its tracker.
   *
   * @param frames recorded 8-bit frames of one size, at least one; {@link FrameSource#of} maps
   *     others
   * @throws io.github.medsam2.prompt.UnsupportedPromptException when the model has no detector, or
   *     does not follow objects
   */
  public ConceptCine concepts(FrameSource frames) {
    return concepts.ask(frames);
  }

  /**
   * Segments several objects of one image in one call.
   *
   * @param prompts one set per object; the answer to one does not depend on the others
   * @return the best mask of each, in the order of the prompts
   */
  public List<Segmentation> predict(ImageEmbedding image, List<Prompts> prompts) {
    return predictor.predict(image, prompts);
  }

  /** Starts to follow objects through frames, with the default options. */
  public VideoSession session(FrameSource frames) {
    return session(frames, SessionOptions.defaults());
  }

  /**
   * Starts to follow objects through frames.
   *
   * @param frames 8-bit frames of one size, at least one; {@link FrameSource#of} maps others. They
   *     may still be coming: {@link io.github.medsam2.image.LiveFrames}
   */
  public VideoSession session(FrameSource frames, SessionOptions options) {
    return new VideoSession(stations, frames, options);
  }

  /**
   * Frees the engine's memory and the file; of a model made by {@link #with(AdapterStack)}, what
   * its adapters changed. Embeddings of this model cannot be prompted afterwards with it.
   */
  @Override
  public void close() {
    stations.close();
    if (owned != null) {
      owned.close();
    }
  }

  /** The network, its input size, its engine and its adapters. */
  @Override
  public String toString() {
    ModelConfig c = stations.config();
    String with = adapters().terms().isEmpty() ? "" : " with " + adapters();
    return String.format(
        Locale.ROOT, "MedSam2[%s at %d pixels on %s%s]", c.name(), c.imageSize(), engine(), with);
  }
}
