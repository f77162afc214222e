// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.ModelConfig.CoronaryConfig;
import io.github.medsam2.net.decoder.MaskDecoder;
import io.github.medsam2.net.encoder.Features;
import io.github.medsam2.net.encoder.ImageEncoder;
import io.github.medsam2.net.head.ReadingHeads;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.memory.MemoryAttention;
import io.github.medsam2.net.memory.MemoryEncoder;
import io.github.medsam2.net.memory.MemoryTimes;
import io.github.medsam2.net.prompt.PromptEncoder;
import io.github.medsam2.net.prompt.TextEncoder;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The network: its stations and the programs that join them. Start reading here.
 *
 * <pre>
 *            image                                   prompts
 *              |                                        |
 *       {@link Encode}                    PromptEncoder, TextEncoder
 *     trunk, neck | features                            | tokens, dense map
 *              |                                        v
 *              +--------------------------------> {@link Decode} --> masks, IoU, presence, pointers, readings
 *              |                                        ^                    |
 *        {@link Look}  the frame by itself             |                    v
 *              |                                        |             {@link Remember}
 *              +----> {@link Condition} ----------------+          memory map of the frame
 *                        ^   features that know the past                     |
 *                        +-------------------- memory bank -----------------+
 * </pre>
 *
 * <p>A first prompt goes along the top: encode once, decode for every prompt. A tracked frame is
 * encoded, conditioned on the object's memories, decoded without a prompt, and remembered. Words
 * and readings are for checkpoints that have those parts.
 *
 * <p>With g the feature grid (image size / 16), C the width and M the memory width of the {@link
 * ModelConfig}. Programs are records: equal programs may share what an engine prepared.
 */
public final class Sam2 {
  private static final List<String> READING = List.of("cass", "stenosis", "stenosis_log_spread");

  private Sam2() {}

  /**
   * Image to features: {@code image} (1, 3, S, S) to {@code tokens}, {@code half}, {@code quarter}.
   */
  public record Encode(ModelConfig config) implements Program {
    @Override
    public String name() {
      return "image encoder";
    }

    @Override
    public List<Port> inputs() {
      return List.of(Port.floats("image", 1, 3, config.imageSize(), config.imageSize()));
    }

    @Override
    public List<String> outputs() {
      return config.decoder().highResolution()
          ? List.of("tokens", "half", "quarter")
          : List.of("tokens");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      Features<T> f = ImageEncoder.encode(Layers.root(ops), config, get(in, "image"));
      Map<String, T> out = new LinkedHashMap<>();
      out.put("tokens", f.tokens());
      if (f.half() != null && f.quarter() != null) {
        out.put("half", f.half());
        out.put("quarter", f.quarter());
      }
      return out;
    }
  }

  /** What a decoder program is given beside features, and asked for beside masks. */
  public enum Part {
    /** Given {@code positions} (B, P, 2) and {@code kinds} (B, P). */
    POINTS,
    /** Given {@code segments} (B, 1): CASS numbers less one. */
    SEGMENT,
    /** Given {@code arteries} (B, 1): ordinals. */
    ARTERY,
    /** Given {@code views} (B, 7), which speak to the decoder as a token. */
    VIEW,
    /** Given {@code mask} (B, 1, 4g, 4g) of logits. */
    MASK,
    /** Asked for {@code cass}, {@code stenosis} and {@code stenosis_log_spread}. */
    READING,
    /** As {@link #READING}, given {@code views} (B, 7) that the reading depends on. */
    READING_IN_VIEW
  }

  /**
   * Features and prompts to masks: {@code masks} (B, 4, 4g, 4g) logits, {@code iou} (B, 4), {@code
   * object_score} (B, 1) logit, {@code pointers} (B, 4, C); and the reading of each mask where it
   * is asked for: {@code cass} (B, 4, 29) logits, {@code stenosis} (B, 4) percent, {@code
   * stenosis_log_spread} (B, 4).
   *
   * @param config sizes
   * @param parts what is given and asked for
   * @param conditioned whether {@code tokens} come out of {@link Condition}; raw ones get the
   *     embedding that says "no memory"
   */
  public record Decode(ModelConfig config, Set<Part> parts, boolean conditioned)
      implements Program {
    /** Copies the parts. */
    public Decode {
      parts = Set.copyOf(parts);
    }

    @Override
    public String name() {
      return "mask decoder";
    }

    @Override
    public List<Port> inputs() {
      List<Port> ports = new ArrayList<>(featurePorts(config));
      if (parts.contains(Part.POINTS)) {
        ports.add(Port.floats("positions", Shape.ANY, Shape.ANY, 2));
        ports.add(Port.longs("kinds", Shape.ANY, Shape.ANY));
      }
      if (parts.contains(Part.SEGMENT)) {
        ports.add(Port.longs("segments", Shape.ANY, 1));
      }
      if (parts.contains(Part.ARTERY)) {
        ports.add(Port.longs("arteries", Shape.ANY, 1));
      }
      if (parts.contains(Part.VIEW) || parts.contains(Part.READING_IN_VIEW)) {
        ports.add(Port.floats("views", Shape.ANY, CoronaryConfig.VIEW_FEATURES));
      }
      if (parts.contains(Part.MASK)) {
        ports.add(Port.floats("mask", Shape.ANY, 1, config.maskSize(), config.maskSize()));
      }
      return ports;
    }

    @Override
    public List<String> outputs() {
      return reads(parts)
          ? join(List.of("masks", "iou", "object_score", "pointers"), READING)
          : List.of("masks", "iou", "object_score", "pointers");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      Layers<T> root = Layers.root(ops);
      T tokens = get(in, "tokens");
      if (!conditioned) {
        tokens = ops.add(tokens, root.param("no_mem_embed"));
      }
      PromptEncoder<T> prompts = PromptEncoder.of(root, config);
      T sparse = sparse(root, prompts, in);
      T dense = parts.contains(Part.MASK) ? prompts.dense(get(in, "mask")) : prompts.noMask();
      T batch = sparse != null ? sparse : dense;
      MaskDecoder<T> decoder = new MaskDecoder<>(root, config);
      MaskDecoder.Decoded<T> d = decoder.decode(tokens, dense, prompts.grid(), sparse, batch);
      Features<T> features = new Features<>(tokens, in.get("half"), in.get("quarter"));
      T masks = decoder.masks(d, features);
      Map<String, T> out = new LinkedHashMap<>();
      out.put("masks", masks);
      out.put("iou", decoder.iou(d));
      out.put("object_score", decoder.objectScore(d));
      out.put("pointers", decoder.pointers(d));
      if (reads(parts)) {
        ReadingHeads<T> heads = ReadingHeads.of(root, config);
        T pooled = heads.pool(d.image(), masks, MaskDecoder.MASKS);
        out.putAll(named(heads.read(decoder.maskTokens(d), pooled, viewOfReading(parts, in))));
      }
      return out;
    }

    /** Tokens of points, then those of words. */
    private <T> @Nullable T sparse(Layers<T> root, PromptEncoder<T> prompts, Map<String, T> in) {
      List<T> tokens = new ArrayList<>();
      if (parts.contains(Part.POINTS)) {
        tokens.add(prompts.sparse(get(in, "positions"), get(in, "kinds")));
      }
      TextEncoder<T> words = TextEncoder.of(root, config);
      if (parts.contains(Part.SEGMENT)) {
        tokens.add(words.segment(get(in, "segments")));
      }
      if (parts.contains(Part.ARTERY)) {
        tokens.add(words.artery(get(in, "arteries")));
      }
      if (parts.contains(Part.VIEW)) {
        tokens.add(words.view(get(in, "views")));
      }
      if (tokens.size() > 1) {
        return root.ops().concat(1, tokens);
      }
      return tokens.isEmpty() ? null : tokens.get(0);
    }
  }

  /**
   * The pointer of a mask that is given, not found: {@code tokens} and {@code mask} (1, 1, S, S) of
   * zeros and ones to {@code pointer} (1, C) and {@code object_score} (1, 1), and to the reading of
   * the mask where it is asked for, as of {@link Decode} for one mask. Nothing is upscaled: the
   * mask is known already.
   *
   * @param config sizes
   * @param parts {@link Part#READING} or {@link Part#READING_IN_VIEW}, or nothing
   */
  public record Point(ModelConfig config, Set<Part> parts) implements Program {
    /** Copies the parts. */
    public Point {
      parts = Set.copyOf(parts);
    }

    @Override
    public String name() {
      return "mask pointer";
    }

    @Override
    public List<Port> inputs() {
      List<Port> ports = new ArrayList<>();
      ports.add(tokensPort(config));
      ports.add(Port.floats("mask", 1, 1, config.imageSize(), config.imageSize()));
      if (parts.contains(Part.READING_IN_VIEW)) {
        ports.add(Port.floats("views", 1, CoronaryConfig.VIEW_FEATURES));
      }
      return ports;
    }

    @Override
    public List<String> outputs() {
      List<String> own = List.of("pointer", "object_score");
      return reads(parts) ? join(own, READING) : own;
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      Layers<T> root = Layers.root(ops);
      T small =
          ops.conv2d(
              get(in, "mask"),
              root.param("mask_downsample.weight"),
              root.param("mask_downsample.bias"),
              4,
              0,
              1);
      PromptEncoder<T> prompts = PromptEncoder.of(root, config);
      T none = prompts.notAPoint();
      T sparse = ops.concat(1, List.of(none, none));
      MaskDecoder<T> decoder = new MaskDecoder<>(root, config);
      T dense = prompts.dense(small);
      MaskDecoder.Decoded<T> d =
          decoder.decode(get(in, "tokens"), dense, prompts.grid(), sparse, sparse);
      T first = ops.slice(decoder.pointers(d), 1, 0, 1);
      Map<String, T> out = new LinkedHashMap<>();
      out.put("pointer", ops.reshape(first, 1, config.width()));
      out.put("object_score", decoder.objectScore(d));
      if (reads(parts)) {
        ReadingHeads<T> heads = ReadingHeads.of(root, config);
        T pooled = heads.weigh(d.image(), get(in, "mask"), 1);
        T token = ops.slice(decoder.maskTokens(d), 1, 0, 1);
        out.putAll(named(heads.read(token, pooled, viewOfReading(parts, in))));
      }
      return out;
    }
  }

  /** What memory attention computes of a frame once for all objects: {@code x}, {@code query}. */
  public record Look(ModelConfig config) implements Program {
    @Override
    public String name() {
      return "memory attention, frame part";
    }

    @Override
    public List<Port> inputs() {
      return List.of(tokensPort(config));
    }

    @Override
    public List<String> outputs() {
      return List.of("x", "query");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      MemoryAttention.Frame<T> frame =
          MemoryAttention.of(Layers.root(ops), config).frame(get(in, "tokens"));
      return Map.of("x", frame.x(), "query", frame.query());
    }
  }

  /**
   * A frame conditioned on one object's memory: {@code x} and {@code query} of {@link Look}, {@code
   * maps} (F, g * g, M), {@code map_times} (F), and with pointers {@code pointers} (1, p, C) and
   * {@code distances} (1, p, C), to {@code tokens} (1, g * g, C).
   *
   * @param config sizes
   * @param pointers whether the bank holds any object pointer
   */
  public record Condition(ModelConfig config, boolean pointers) implements Program {
    @Override
    public String name() {
      return "memory attention";
    }

    @Override
    public List<Port> inputs() {
      long tokens = (long) config.grid() * config.grid();
      List<Port> ports = new ArrayList<>();
      ports.add(Port.floats("x", 1, tokens, config.width()));
      ports.add(Port.floats("query", 1, tokens, config.width()));
      ports.add(Port.floats("maps", Shape.ANY, tokens, config.memory().width()));
      ports.add(Port.longs("map_times", Shape.ANY));
      if (pointers) {
        ports.add(Port.floats("pointers", 1, Shape.ANY, config.width()));
        ports.add(Port.floats("distances", 1, Shape.ANY, config.width()));
      }
      return ports;
    }

    @Override
    public List<String> outputs() {
      return List.of("tokens");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      Layers<T> root = Layers.root(ops);
      MemoryTimes<T> times = new MemoryTimes<>(root, config);
      MemoryAttention.Memory<T> memory =
          new MemoryAttention.Memory<>(
              get(in, "maps"),
              times.maps(get(in, "map_times")),
              pointers ? times.pointers(get(in, "pointers")) : null,
              pointers ? times.pointerTimes(get(in, "distances")) : null);
      MemoryAttention.Frame<T> frame = new MemoryAttention.Frame<>(get(in, "x"), get(in, "query"));
      return Map.of("tokens", MemoryAttention.of(root, config).attend(frame, memory));
    }
  }

  /**
   * A frame and its mask to a memory map: {@code tokens}, {@code mask} (B, 1, 4g, 4g) logits and
   * {@code absent} (B, 1) to {@code memory} (B, g * g, M).
   *
   * @param config sizes
   * @param binarise whether the mask is remembered as sure: on conditioning frames
   */
  public record Remember(ModelConfig config, boolean binarise) implements Program {
    @Override
    public String name() {
      return "memory encoder";
    }

    @Override
    public List<Port> inputs() {
      return List.of(
          tokensPort(config),
          Port.floats("mask", Shape.ANY, 1, config.maskSize(), config.maskSize()),
          Port.floats("absent", Shape.ANY, 1));
    }

    @Override
    public List<String> outputs() {
      return List.of("memory");
    }

    @Override
    public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
      MemoryEncoder<T> encoder = new MemoryEncoder<>(Layers.root(ops), config);
      return Map.of(
          "memory",
          encoder.encode(get(in, "tokens"), get(in, "mask"), get(in, "absent"), binarise));
    }
  }

  private static boolean reads(Set<Part> parts) {
    return parts.contains(Part.READING) || parts.contains(Part.READING_IN_VIEW);
  }

  private static <T> @Nullable T viewOfReading(Set<Part> parts, Map<String, T> in) {
    return parts.contains(Part.READING_IN_VIEW) ? get(in, "views") : null;
  }

  private static <T> Map<String, T> named(ReadingHeads.Reading<T> r) {
    return Map.of(
        READING.get(0), r.cass(), READING.get(1), r.stenosis(), READING.get(2), r.logSpread());
  }

  private static List<String> join(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  /** Engines hand every declared input over; anything else is their fault. */
  private static <T> T get(Map<String, T> in, String name) {
    return Objects.requireNonNull(in.get(name), name);
  }

  private static Program.Port tokensPort(ModelConfig config) {
    return Program.Port.floats("tokens", 1, (long) config.grid() * config.grid(), config.width());
  }

  private static List<Program.Port> featurePorts(ModelConfig config) {
    int g = config.grid();
    int c = config.width();
    if (!config.decoder().highResolution()) {
      return List.of(tokensPort(config));
    }
    return List.of(
        tokensPort(config),
        Program.Port.floats("half", 1, c / 4, 2L * g, 2L * g),
        Program.Port.floats("quarter", 1, c / 8, 4L * g, 4L * g));
  }
}
