// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.adapter.BaseWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.net.Decode;
import io.github.medsam2.net.Glance;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.net.tracker.ExtensionCall;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.net.tracker.Painting;
import io.github.medsam2.net.trunk.TwoNecked;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The programs of {@link Sam2} bound to one model's weights on one engine, prepared when first
 * needed and then reused. Thread-safe. Closing closes the engine, unless it is another's.
 */
public final class Stations implements AutoCloseable {
  /** Tokens of a prompt up to which it pays to bring the decoder's projections to them. */
  private static final int FEW = 10;

  private final Engine engine;
  private final boolean ownsEngine;
  private final BaseWeights base;
  private final AdapterStack adapters;
  private final Weights weights;
  private final ModelConfig config;
  private final Sam2 net;
  private final Weights constants;
  private final Programs programs;
  private final ImageEncoder encoder;

  /** Takes over the engine: closing this closes it. */
  public Stations(Engine engine, Weights weights, ModelConfig config) {
    this(engine, true, new BaseWeights(weights), AdapterStack.NONE, weights, config);
  }

  private Stations(
      Engine engine,
      boolean ownsEngine,
      BaseWeights base,
      AdapterStack adapters,
      Weights weights,
      ModelConfig config) {
    this.engine = engine;
    this.ownsEngine = ownsEngine;
    this.base = base;
    this.adapters = adapters;
    this.weights = weights;
    this.config = config;
    this.net = new Sam2(config);
    this.constants = new ReadOnce(weights);
    this.programs = new Programs(engine, weights);
    this.encoder = new ImageEncoder(programs, net);
  }

  /**
   * The same network with adapters beside those it has. It runs on this one's engine, and shares
   * the weights that no adapter changes; closing it closes neither.
   */
  public Stations with(AdapterStack more) {
    programs.requireOpen();
    AdapterStack all = adapters.and(more);
    return new Stations(engine, false, base, all, base.with(all), config);
  }

  /** What is merged into the weights. */
  public AdapterStack adapters() {
    return adapters;
  }

  /** Whether the other one's features mean the same here. */
  public boolean encodesAs(Stations other) {
    return engine == other.engine && adapters.equals(other.adapters);
  }

  /** The sizes of the model. */
  public ModelConfig config() {
    return config;
  }

  /** What the tracker goes by as it was trained. */
  public TrackerRules trackerRules() {
    return config.trunk() instanceof TwoNecked ? TrackerRules.SAM_3 : TrackerRules.SAM_2;
  }

  /** Where the weights come from, for messages. */
  public String source() {
    return weights.source();
  }

  /**
   * The {@linkplain BaseWeights#fingerprint fingerprint} of the weights without adapters. Reads all
   * of them the first time.
   */
  public String fingerprint() {
    return base.fingerprint();
  }

  /** The pointer of an object that is not on a frame: C numbers, the caller's own. */
  public float[] noObjectPointer() {
    return constants.get("no_obj_ptr").toFloat32().toFloatArray();
  }

  /** The engine that runs the programs. */
  public Engine engine() {
    return engine;
  }

  /** The programs of this model, for networks beside this one: they run on the same weights. */
  public Programs programs() {
    return programs;
  }

  /**
   * Makes ready what a first image and a first prompt need, so that they do not wait for it: each
   * program in a thread of its own.
   */
  public void prepareForPrompts() {
    List<Program> all = new ArrayList<>();
    if (config.trunk().parts() == 1) {
      all.add(net.encode());
    }
    if (config.can(Task.CLICKS)) {
      Decode.Mask boxes =
          config.decoder().departures().painting() == Painting.NOTHING
              ? Decode.Mask.NONE
              : Decode.Mask.WHOLE;
      all.add(net.glance());
      all.add(net.decodeSeen(true, boxes, config.extension().call().part()));
    }
    programs.prepareAll(all);
  }

  /**
   * Runs the image encoder.
   *
   * @param image (1, 3, S, S) or (3, S, S), normalised
   * @return features in the engine's memory, to be closed
   */
  public EncodedImage encode(HostTensor image) {
    return encode(image, Parts.ALL);
  }

  /**
   * As {@link #encode(HostTensor)}, part after part where the trunk has several.
   *
   * @param parts told before each, and may end it
   */
  public EncodedImage encode(HostTensor image, Parts parts) {
    return encoder.encode(image, false, parts);
  }

  /**
   * As {@link #encode(HostTensor, Parts)}, for all that the model can: with the trunk's map where
   * there is a network of concepts.
   */
  public EncodedImage encodeForAll(HostTensor image, Parts parts) {
    return encoder.encode(image, true, parts);
  }

  /**
   * What the network of concepts sees of an image: {@link Slots#LEVELS}, in the engine's memory, to
   * be closed.
   *
   * @param image of {@link #encodeForAll}
   */
  public Map<Slot, EngineTensor> conceptLevels(EncodedImage image) {
    return programs.runOnce(net.conceptLevels(), Map.of(), Map.of(Slots.MAP, image.map()));
  }

  /** The names of what the image encoder finds. */
  public List<Slot> featureSlots() {
    return encoder.slots();
  }

  /** Seconds and bytes of encoding an image, where the trunk says what it takes. */
  public Optional<Outlook> outlook() {
    return config
        .trunk()
        .effort(config.imageSize())
        .map(e -> new Outlook(e.operations() / Speed.of(programs), e.workingBytes()));
  }

  /**
   * What encoding an image will take.
   *
   * @param seconds at the speed of this engine on this machine now
   * @param workingBytes beside the weights
   */
  public record Outlook(double seconds, long workingBytes) {}

  /**
   * Takes back what {@link #encodeForAll} once made.
   *
   * @param features by name, of the shapes the encoder gives
   * @return features in the engine's memory, to be closed
   */
  public EncodedImage restore(Map<Slot, HostTensor> features) {
    programs.requireOpen();
    Map<Slot, EngineTensor> uploaded = new HashMap<>();
    try {
      features.forEach((slot, value) -> uploaded.put(slot, engine.upload(value)));
      EngineTensor map = uploaded.get(Slots.MAP);
      Map<Slot, EngineTensor> rest = new HashMap<>(uploaded);
      rest.remove(Slots.MAP);
      return new EncodedImage(rest, map);
    } catch (RuntimeException | Error e) {
      uploaded.values().forEach(EngineTensor::close);
      throw e;
    }
  }

  /**
   * Runs the mask decoder for B prompts on one image.
   *
   * @param image features of the image
   * @param conditioned tokens from {@link #condition}; none for a first prompt
   * @param points B sets of points; none for a prompt of words or a mask only
   * @param extension what is said of the B objects, from the configuration's extension
   * @param previous (B, 1, 4g, 4g) logits; or none
   */
  public Decoded decode(
      EncodedImage image,
      @Nullable EngineTensor conditioned,
      @Nullable PointTokens points,
      ExtensionCall extension,
      @Nullable HostTensor previous) {
    config.require(Task.CLICKS);
    PaintedPrompts paint = PaintedPrompts.of(config, points, previous == null);
    Decode.Mask kind = PaintedPrompts.kind(paint, previous != null);
    HostTensor mask = shown(paint, previous);
    Map<Slot, HostTensor> host = new HashMap<>(extension.values());
    if (points != null) {
      host.put(Slots.POSITIONS, points.positions());
      host.put(Slots.KINDS, points.kinds());
    }
    if (mask != null) {
      host.put(Slots.MASK, mask);
    }
    long tokens = points == null ? 0 : points.kinds().shape().dim(1);
    boolean seen = conditioned == null && tokens <= FEW;
    ExtensionPart part = extension.part();
    Decode program =
        seen
            ? net.decodeSeen(points != null, kind, part)
            : net.decode(points != null, kind, conditioned != null, part);
    Map<Slot, EngineTensor> features =
        new HashMap<>(seen ? seen(image, !program.showsMap()) : image.features());
    if (conditioned != null) {
      features.put(Slots.TOKENS, conditioned);
    }
    Map<Slot, HostTensor> out = programs.runToHost(program, host, features);
    Decoded decoded = Decoded.of(out, extension.read(out, constants));
    if (points == null || previous != null || !config.decoder().departures().fitsBoxes()) {
      return decoded;
    }
    return decoded.fittedTo(points, config.imageSize());
  }

  /** An earlier answer and what is painted of the prompts. */
  private static @Nullable HostTensor shown(
      @Nullable PaintedPrompts paint, @Nullable HostTensor previous) {
    if (paint == null) {
      return previous;
    }
    return previous == null ? paint.painted() : paint.over(previous);
  }

  private Map<Slot, EngineTensor> seen(EncodedImage image, boolean firstLayer) {
    PromptView view =
        image.view(() -> new PromptView(programs.run(net.glance(), Map.of(), image.features())));
    Map<Slot, EngineTensor> values = new HashMap<>(view.values());
    values.put(Slots.TOKENS, image.tokens());
    if (!firstLayer) {
      values.keySet().removeAll(Glance.FIRST_LAYER);
    }
    return values;
  }

  /**
   * The pointer of a given mask.
   *
   * @param mask (1, 1, 16g, 16g) of zeros and ones
   * @param extension what is known of the object besides
   */
  public GivenMask point(EncodedImage image, HostTensor mask, ExtensionCall extension) {
    Map<Slot, HostTensor> host = new HashMap<>(extension.values());
    host.put(Slots.MASK, mask);
    Map<Slot, EngineTensor> tokens = Map.of(Slots.TOKENS, image.tokens());
    Map<Slot, HostTensor> out = programs.runToHost(net.point(extension.part()), host, tokens);
    return new GivenMask(
        get(out, Slots.POINTER).toFloatArray(),
        get(out, Slots.OBJECT_SCORE).floats().get(0),
        extension.read(out, constants).stream().findFirst().orElse(null));
  }

  /**
   * What the decoder says of a mask that was given to it.
   *
   * @param pointer C numbers
   * @param objectScore logit of presence
   * @param reading of the mask; nothing without further heads
   */
  public record GivenMask(float[] pointer, float objectScore, @Nullable MaskReading reading) {}

  /** What memory attention needs of a frame for every object; to be closed. */
  public FrameView look(EncodedImage image) {
    config.require(Task.TRACKING);
    Map<Slot, EngineTensor> tokens = Map.of(Slots.TOKENS, image.tokens());
    return new FrameView(programs.run(net.look(), Map.of(), tokens));
  }

  /**
   * Conditions a frame on one object's memories.
   *
   * @return tokens (1, g * g, C) in the engine's memory, to be closed
   */
  public EngineTensor condition(FrameView frame, MemoryView memory) {
    Map<Slot, HostTensor> host = new HashMap<>();
    host.put(Slots.MAPS, memory.maps());
    host.put(Slots.MAP_TIMES, memory.mapTimes());
    boolean pointers = memory.pointers() != null;
    if (memory.pointers() != null && memory.distances() != null) {
      host.put(Slots.POINTERS, memory.pointers());
      host.put(Slots.DISTANCES, memory.distances());
    }
    return get(programs.run(net.condition(pointers), host, frame.values()), Slots.TOKENS);
  }

  /**
   * Makes the memory map of a frame.
   *
   * @param logits (B, 1, s, s) of the chosen mask, s the decoder's size 4g, that of the image, or
   *     16g
   * @param absent for each of the B objects whether it is not on the frame
   * @param binarise true on conditioning frames
   * @return (B, g * g, M), not yet rounded to bfloat16
   */
  public HostTensor remember(
      EncodedImage image, HostTensor logits, boolean[] absent, boolean binarise) {
    config.require(Task.TRACKING);
    int side = Math.toIntExact(logits.shape().dim(3));
    float[] flags = new float[absent.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = absent[i] ? 1 : 0;
    }
    Map<Slot, HostTensor> host =
        Map.of(Slots.MASK, logits, Slots.ABSENT, HostTensor.of(flags, flags.length, 1));
    Map<Slot, EngineTensor> tokens = Map.of(Slots.TOKENS, image.tokens());
    return get(programs.runToHost(net.remember(side, binarise), host, tokens), Slots.MEMORY);
  }

  private static <V> V get(Map<Slot, V> values, Slot slot) {
    return Objects.requireNonNull(values.get(slot), slot.name());
  }

  @Override
  public void close() {
    programs.end();
    if (ownsEngine) {
      engine.close();
    } else {
      programs.closeAll();
    }
  }
}
