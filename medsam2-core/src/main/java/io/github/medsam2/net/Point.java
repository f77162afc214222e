// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.DecodedMasks;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.net.tracker.ImageSide;
import io.github.medsam2.net.tracker.MaskDecoder;
import io.github.medsam2.net.tracker.PromptEncoder;
import io.github.medsam2.net.tracker.TrackerConfig;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The pointer of a mask that is given, not found: {@link Slots#TOKENS} and {@link Slots#MASK} (1,
 * 1, 16g, 16g) of zeros and ones to {@link Slots#POINTER} and {@link Slots#OBJECT_SCORE}, and what
 * the extension says of the mask. Nothing is upscaled: the mask is known already.
 *
 * @param config sizes
 * @param extension what is asked for besides
 */
public record Point(ModelConfig config, ExtensionPart extension) implements Program {
  private static final int DOWN = 4;

  @Override
  public String name() {
    return "mask pointer";
  }

  @Override
  public List<Port> inputs() {
    List<Port> ports = new ArrayList<>();
    ports.add(Sam2.tokens(config));
    ports.add(Slots.MASK.floats(1, 1, config.memoryMaskSize(), config.memoryMaskSize()));
    ports.addAll(extension.inputs());
    return ports;
  }

  @Override
  public List<String> outputs() {
    List<Slot> all = new ArrayList<>(List.of(Slots.POINTER, Slots.OBJECT_SCORE));
    all.addAll(extension.outputs());
    return Values.names(all);
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> inputs) {
    Values<T> in = new Values<>(inputs);
    Layers<T> root = Layers.root(ops);
    TrackerConfig sizes = config.tracker();
    T small = root.conv(in.get(Slots.MASK), "mask_downsample", DOWN, 0); // (1, 1, 4g, 4g)
    PromptEncoder<T> prompts = PromptEncoder.of(root, sizes);
    T none = prompts.notAPoint();
    T sparse = ops.concat(1, List.of(none, none));
    MaskDecoder<T> decoder = new MaskDecoder<>(root, sizes);
    T dense = prompts.dense(small);
    MaskDecoder.Decoded<T> d =
        decoder.decode(
            new ImageSide<>(ops.add(in.get(Slots.TOKENS), dense), prompts.grid(), null, true),
            sparse,
            sparse);
    Values<T> out = Values.empty();
    T first = ops.slice(decoder.pointers(d), 1, 0, 1);
    out.put(Slots.POINTER, ops.reshape(first, 1, config.width()));
    out.put(Slots.OBJECT_SCORE, decoder.objectScore(d));
    if (!extension.outputs().isEmpty()) {
      T token = ops.slice(decoder.maskTokens(d), 1, 0, 1);
      extension.heads(
          root, sizes, new DecodedMasks<>(token, d.image(), in.get(Slots.MASK), 1), in, out);
    }
    return out.byName();
  }
}
