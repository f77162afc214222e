// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Sam2.Part;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The programs of {@link Sam2} bound to one model's weights on one engine, prepared when first
 * needed and then reused. Thread-safe. Closing closes the engine.
 */
public final class Stations implements AutoCloseable {
  private final Engine engine;
  private final Weights weights;
  private final ModelConfig config;
  private final @Nullable HeadRecord heads;
  private final Map<Program, PreparedProgram> prepared = new ConcurrentHashMap<>();

  /** Takes over the engine: closing this closes it. */
  public Stations(Engine engine, Weights weights, ModelConfig config) {
    this.engine = engine;
    this.weights = weights;
    this.config = config;
    this.heads = config.coronary().readingHeads() ? HeadRecord.of(weights) : null;
  }

  /** What the reading heads remember of their training; nothing without them. */
  public @Nullable HeadRecord heads() {
    return heads;
  }

  /** The sizes of the model. */
  public ModelConfig config() {
    return config;
  }

  /** The weights of the model. */
  public Weights weights() {
    return weights;
  }

  /** The engine that runs the programs. */
  public Engine engine() {
    return engine;
  }

  /** Makes ready what a first prompt needs, so that it does not wait for it. */
  public void prepareForPrompts() {
    program(new Sam2.Encode(config));
    Set<Part> parts = Words.NONE.parts(config.coronary());
    parts.add(Part.POINTS);
    program(new Sam2.Decode(config, parts, false));
  }

  /**
   * Runs the image encoder.
   *
   * @param image (1, 3, S, S) or (3, S, S), normalised
   * @return features in the engine's memory, to be closed
   */
  public EncodedImage encode(HostTensor image) {
    int side = config.imageSize();
    HostTensor batch = new HostTensor(Shape.of(1, 3, side, side), image.dtype(), image.data());
    Map<String, EngineTensor> out = run(new Sam2.Encode(config), Map.of("image", batch), Map.of());
    return new EncodedImage(out);
  }

  /**
   * Runs the mask decoder for B prompts on one image.
   *
   * @param image features of the image
   * @param conditioned tokens from {@link #condition}; none for a first prompt
   * @param points B sets of points; none for a prompt of words or a mask only
   * @param words what is said of the B objects; {@link Words#NONE} for nothing
   * @param mask (B, 1, 4g, 4g) logits; or none
   */
  public Decoded decode(
      EncodedImage image,
      @Nullable EngineTensor conditioned,
      @Nullable PointTokens points,
      Words words,
      @Nullable HostTensor mask) {
    Set<Part> parts = words.parts(config.coronary());
    Map<String, HostTensor> host = new HashMap<>(words.inputs(config.coronary()));
    if (points != null) {
      parts.add(Part.POINTS);
      host.put("positions", points.positions());
      host.put("kinds", points.kinds());
    }
    if (mask != null) {
      parts.add(Part.MASK);
      host.put("mask", mask);
    }
    Sam2.Decode program = new Sam2.Decode(config, parts, conditioned != null);
    Map<String, EngineTensor> features = new HashMap<>(image.features());
    if (conditioned != null) {
      features.put("tokens", conditioned);
    }
    return Decoded.of(toHost(run(program, host, features)), words);
  }

  /**
   * The pointer of a given mask.
   *
   * @param mask (1, 1, S, S) of zeros and ones
   * @param words the view, where it is known
   */
  public GivenMask point(EncodedImage image, HostTensor mask, Words words) {
    Map<String, EngineTensor> tokens = Map.of("tokens", image.tokens());
    Map<String, HostTensor> host = new HashMap<>(words.inputs(config.coronary()));
    host.put("mask", mask);
    Sam2.Point program = new Sam2.Point(config, words.parts(config.coronary()));
    Map<String, HostTensor> out = toHost(run(program, host, tokens));
    return new GivenMask(
        Objects.requireNonNull(out.get("pointer")).toFloatArray(),
        Objects.requireNonNull(out.get("object_score")).floats().get(0),
        HeadOutput.all(out, words.views()).stream().findFirst().orElse(null));
  }

  /**
   * What the decoder says of a mask that was given to it.
   *
   * @param pointer C numbers
   * @param objectScore logit of presence
   * @param reading of the mask; nothing without reading heads
   */
  public record GivenMask(float[] pointer, float objectScore, @Nullable HeadOutput reading) {}

  /** What memory attention needs of a frame for every object; to be closed. */
  public FrameView look(EncodedImage image) {
    return new FrameView(run(new Sam2.Look(config), Map.of(), Map.of("tokens", image.tokens())));
  }

  /**
   * Conditions a frame on one object's memories.
   *
   * @return tokens (1, g * g, C) in the engine's memory, to be closed
   */
  public EngineTensor condition(FrameView frame, MemoryView memory) {
    Map<String, HostTensor> host = new HashMap<>();
    host.put("maps", memory.maps());
    host.put("map_times", memory.mapTimes());
    boolean pointers = memory.pointers() != null;
    if (memory.pointers() != null && memory.distances() != null) {
      host.put("pointers", memory.pointers());
      host.put("distances", memory.distances());
    }
    return one(run(new Sam2.Condition(config, pointers), host, frame.values()), "tokens");
  }

  /**
   * Makes the memory map of a frame.
   *
   * @param logits (B, 1, 4g, 4g) of the chosen mask
   * @param absent for each of the B objects whether it is not on the frame
   * @param binarise true on conditioning frames
   * @return (B, g * g, M), not yet rounded to bfloat16
   */
  public HostTensor remember(
      EncodedImage image, HostTensor logits, boolean[] absent, boolean binarise) {
    float[] flags = new float[absent.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = absent[i] ? 1 : 0;
    }
    Map<String, HostTensor> host =
        Map.of("mask", logits, "absent", HostTensor.of(flags, flags.length, 1));
    Map<String, EngineTensor> tokens = Map.of("tokens", image.tokens());
    Map<String, HostTensor> out = toHost(run(new Sam2.Remember(config, binarise), host, tokens));
    return Objects.requireNonNull(out.get("memory"));
  }

  private Map<String, EngineTensor> run(
      Program program, Map<String, HostTensor> host, Map<String, EngineTensor> resident) {
    PreparedProgram ready = program(program);
    Map<String, EngineTensor> uploaded = new HashMap<>();
    try {
      host.forEach((name, value) -> uploaded.put(name, engine.upload(value)));
      Map<String, EngineTensor> inputs = new HashMap<>(resident);
      inputs.putAll(uploaded);
      return ready.run(inputs);
    } finally {
      uploaded.values().forEach(EngineTensor::close);
    }
  }

  private PreparedProgram program(Program program) {
    return prepared.computeIfAbsent(program, p -> engine.prepare(p, weights));
  }

  private static Map<String, HostTensor> toHost(Map<String, EngineTensor> values) {
    try {
      Map<String, HostTensor> out = new LinkedHashMap<>();
      values.forEach((name, value) -> out.put(name, value.toHost()));
      return out;
    } finally {
      values.values().forEach(EngineTensor::close);
    }
  }

  private static EngineTensor one(Map<String, EngineTensor> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  @Override
  public void close() {
    engine.close();
  }
}
