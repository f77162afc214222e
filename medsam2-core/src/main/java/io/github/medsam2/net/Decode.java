// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.ClickedCells;
import io.github.medsam2.net.tracker.DecodedMasks;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.net.tracker.ImageSide;
import io.github.medsam2.net.tracker.MaskDecoder;
import io.github.medsam2.net.tracker.Painting;
import io.github.medsam2.net.tracker.PromptEncoder;
import io.github.medsam2.net.tracker.SeenImage;
import io.github.medsam2.net.tracker.TrackerConfig;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Features and prompts to {@link Slots#MASKS}, {@link Slots#IOU}, {@link Slots#OBJECT_SCORE},
 * {@link Slots#POINTERS}, and what the extension says of each mask.
 *
 * @param config sizes
 * @param points whether {@link Slots#POSITIONS} and {@link Slots#KINDS} are given
 * @param mask what {@link Slots#MASK} (B, 1, 4g, 4g) of logits says
 * @param image what is given of the image
 * @param extension what is given and asked for besides
 */
public record Decode(
    ModelConfig config, boolean points, Mask mask, Given image, ExtensionPart extension)
    implements Program {

  /** What the logits of a mask say. */
  public enum Mask {
    /** They are not given. */
    NONE,
    /** Clicks that are painted, and 0 elsewhere: a first answer is asked for. */
    CLICKS,
    /** A mask, all over the image. */
    WHOLE
  }

  /** What is given of an image. */
  public enum Given {
    /** What {@link Encode} says of it, for any number of tokens. */
    ENCODED,
    /** The same, but {@link Slots#TOKENS} come out of {@link Condition}. For few tokens. */
    CONDITIONED,
    /** {@link Slots#TOKENS} of {@link Encode} and what {@link Glance} says. For few tokens. */
    SEEN
  }

  private static final List<Slot> OUTPUTS =
      List.of(Slots.MASKS, Slots.IOU, Slots.OBJECT_SCORE, Slots.POINTERS);

  @Override
  public String name() {
    return "mask decoder";
  }

  @Override
  public List<Port> inputs() {
    List<Port> ports =
        new ArrayList<>(
            image == Given.SEEN ? Sam2.seen(config, !showsMap()) : Sam2.features(config));
    if (points) {
      ports.add(Slots.POSITIONS.floats(Shape.ANY, Shape.ANY, 2));
      ports.add(Slots.KINDS.longs(Shape.ANY, Shape.ANY));
    }
    ports.addAll(extension.inputs());
    if (mask != Mask.NONE) {
      ports.add(Slots.MASK.floats(Shape.ANY, 1, config.maskSize(), config.maskSize()));
    }
    return ports;
  }

  @Override
  public List<String> outputs() {
    List<Slot> all = new ArrayList<>(OUTPUTS);
    all.addAll(extension.outputs());
    return Values.names(all);
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Layers.root(ops);
    TrackerConfig sizes = config.tracker();
    PromptEncoder<T> prompts = PromptEncoder.of(root, sizes);
    T dense = showsMap() ? prompts.dense(map(root, in)) : prompts.noMask();
    T sparse = sparse(root, prompts, in);
    T batch = sparse != null ? sparse : dense;
    MaskDecoder<T> decoder = new MaskDecoder<>(root, sizes);
    T carried = image == Given.CONDITIONED ? dense : ops.add(dense, prompts.noMemory());
    T features = ops.add(in.get(Slots.TOKENS), carried);
    ImageSide<T> side = new ImageSide<>(features, prompts.grid(), seen(in), image != Given.ENCODED);
    MaskDecoder.Decoded<T> d = decoder.decode(side, sparse, batch);
    T masks = decoder.masks(d, half(decoder, in), quarter(decoder, in));
    Values<T> out = Values.empty();
    out.put(Slots.MASKS, masks);
    out.put(Slots.IOU, decoder.iou(d));
    out.put(Slots.OBJECT_SCORE, decoder.objectScore(d));
    out.put(Slots.POINTERS, decoder.pointers(d));
    if (!extension.outputs().isEmpty()) {
      T probabilities = ops.sigmoid(masks);
      DecodedMasks<T> found =
          new DecodedMasks<>(decoder.maskTokens(d), d.image(), probabilities, MaskDecoder.MASKS);
      extension.heads(root, sizes, found, in, out);
    }
    return out.byName();
  }

  /** Whether the image carries a map: of a mask that is given, or of where words may mean. */
  public boolean showsMap() {
    return mask != Mask.NONE || places();
  }

  private boolean places() {
    return mask != Mask.WHOLE
        && image != Given.CONDITIONED
        && extension.places(mask == Mask.CLICKS);
  }

  private <T> T map(Layers<T> root, Values<T> in) {
    if (!places()) {
      return in.get(Slots.MASK);
    }
    TrackerConfig sizes = config.tracker();
    @Nullable T clicks =
        mask == Mask.CLICKS
            ? new ClickedCells<>(root, sizes.side())
                .of(in.get(Slots.POSITIONS), in.get(Slots.KINDS))
            : null;
    T placed = extension.placed(root, sizes, in.get(Slots.TOKENS), clicks, in);
    return mask == Mask.NONE ? placed : under(root.ops(), in.get(Slots.MASK), placed);
  }

  /** What is placed shows as far as nothing is painted over it. */
  private static <T> T under(Ops<T> ops, T painted, T placed) {
    T size = ops.add(ops.relu(painted), ops.relu(ops.affine(painted, -1, 0)));
    return ops.add(painted, ops.mul(placed, ops.affine(size, -1 / Painting.SURE, 1)));
  }

  private <T> @Nullable SeenImage<T> seen(Values<T> in) {
    return image == Given.SEEN && !showsMap()
        ? new SeenImage<>(in.get(Slots.KEYS), in.get(Slots.VALUES), in.get(Slots.QUERIES))
        : null;
  }

  private <T> T half(MaskDecoder<T> decoder, Values<T> in) {
    T cells = in.find(Slots.HALF_CELLS);
    return cells == null ? decoder.halfCells(in.find(Slots.HALF)) : cells;
  }

  private <T> T quarter(MaskDecoder<T> decoder, Values<T> in) {
    T cells = in.find(Slots.QUARTER_CELLS);
    return cells == null ? decoder.quarterCells(in.find(Slots.QUARTER)) : cells;
  }

  /** Tokens of points, then those of the extension. */
  private <T> @Nullable T sparse(Layers<T> root, PromptEncoder<T> prompts, Values<T> in) {
    List<T> tokens = new ArrayList<>();
    if (points) {
      tokens.add(prompts.sparse(in.get(Slots.POSITIONS), in.get(Slots.KINDS)));
    }
    tokens.addAll(extension.tokens(root, config.tracker(), in));
    if (tokens.size() > 1) {
      return root.ops().concat(1, tokens);
    }
    return tokens.isEmpty() ? null : tokens.get(0);
  }
}
