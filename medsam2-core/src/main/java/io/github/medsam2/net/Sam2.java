// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.net.tracker.MaskDecoder;
import io.github.medsam2.net.trunk.TwoNecked;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The network: its stations and the programs that join them. Start reading here.
 *
 * <pre>
 *            image                                   prompts
 *              |                                        |
 *       {@link Encode}                    PromptEncoder, {@link ExtensionPart}
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
 * encoded, conditioned on the object's memories, decoded without a prompt, and remembered. {@link
 * Point} serves a mask that is given.
 *
 * <p>With S the image size, g the feature grid, C the width and M the memory width of the {@link
 * ModelConfig}. Programs are records: equal programs may share what an engine prepared. A second
 * network over the same trunks would stand beside this class, with programs of its own.
 *
 * @param config sizes
 */
public record Sam2(ModelConfig config) {

  /** Image to features, at once. */
  public Encode encode() {
    return new Encode(config);
  }

  /** Image to the map of a trunk that is computed in parts: one after the other. */
  public List<Program> encodeParts() {
    return IntStream.range(0, config.trunk().parts())
        .mapToObj(i -> (Program) new EncodePart(config, i))
        .toList();
  }

  /** The map of such a trunk to features. */
  public EncodeNeck encodeNeck() {
    return new EncodeNeck(config);
  }

  /** The map of such a trunk to what a second network sees of it. */
  public ConceptLevels conceptLevels() {
    config.require(Task.CONCEPTS);
    return new ConceptLevels(config, (TwoNecked) config.trunk());
  }

  /** What the mask decoder computes of an image once for all prompts. */
  public Glance glance() {
    return new Glance(config);
  }

  /**
   * Few prompts on what {@link #glance} says of an image, to masks.
   *
   * @param points whether points are given
   * @param mask what mask logits say, if they are given
   * @param extension what is given and asked for besides
   */
  public Decode decodeSeen(boolean points, Decode.Mask mask, ExtensionPart extension) {
    return new Decode(config, points, mask, Decode.Given.SEEN, extension);
  }

  /**
   * Features and prompts to masks.
   *
   * @param points whether points are given
   * @param mask what mask logits say, if they are given
   * @param conditioned whether the features come out of {@link #condition}
   * @param extension what is given and asked for besides
   */
  public Decode decode(
      boolean points, Decode.Mask mask, boolean conditioned, ExtensionPart extension) {
    Decode.Given given = conditioned ? Decode.Given.CONDITIONED : Decode.Given.ENCODED;
    return new Decode(config, points, mask, given, extension);
  }

  /** A given mask to its pointer. */
  public Point point(ExtensionPart extension) {
    return new Point(config, extension);
  }

  /** What memory attention computes of a frame once for all objects. */
  public Look look() {
    return new Look(config);
  }

  /**
   * A frame conditioned on one object's memory.
   *
   * @param pointers whether the bank holds any object pointer
   */
  public Condition condition(boolean pointers) {
    return new Condition(config, pointers);
  }

  /**
   * A frame and its mask, of the decoder's size, to a memory map.
   *
   * @param binarise whether the mask is remembered as sure: on conditioning frames
   */
  public Remember remember(boolean binarise) {
    return remember(config.maskSize(), binarise);
  }

  /**
   * A frame and its mask to a memory map.
   *
   * @param maskSide side of the mask: the decoder's, or that of the image
   * @param binarise whether the mask is remembered as sure: on conditioning frames
   */
  public Remember remember(int maskSide, boolean binarise) {
    return new Remember(config, maskSide, binarise);
  }

  static Port map(ModelConfig config) {
    int g = config.grid();
    return Slots.MAP.floats(1, g, g, config.trunk().mapWidth());
  }

  static Port tokens(ModelConfig config) {
    return Slots.TOKENS.floats(1, config.grids().tokens(), config.width());
  }

  /** What {@link Glance} says of an image, of its first layer only if asked for. */
  static List<Port> seen(ModelConfig config, boolean firstLayer) {
    long c = config.width();
    long cells = config.grids().tokens();
    List<Port> ports = new ArrayList<>();
    ports.add(tokens(config));
    if (firstLayer) {
      long heads = MaskDecoder.HEADS;
      long depth = config.decoder().attentionWidth() / heads;
      ports.add(Slots.KEYS.floats(1, heads, depth, cells));
      ports.add(Slots.VALUES.floats(1, heads, cells, depth));
      ports.add(Slots.QUERIES.floats(1, heads, cells, depth));
    }
    if (config.decoder().highResolution()) {
      ports.add(Slots.HALF_CELLS.floats(1, 4 * cells, c / 4));
      ports.add(Slots.QUARTER_CELLS.floats(1, 16 * cells, c / 8));
    }
    return ports;
  }

  static List<Port> features(ModelConfig config) {
    int g = config.grid();
    int c = config.width();
    List<Port> ports = new ArrayList<>();
    ports.add(tokens(config));
    if (config.decoder().highResolution()) {
      ports.add(Slots.HALF.floats(1, c / 4, 2L * g, 2L * g));
      ports.add(Slots.QUARTER.floats(1, c / 8, 4L * g, 4L * g));
    }
    return ports;
  }
}
