// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.Features;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import java.util.List;
import java.util.Map;

/**
 * Image to features: {@link Slots#IMAGE} to {@link Slots#TOKENS}, {@link Slots#HALF}, {@link
 * Slots#QUARTER}.
 *
 * @param config sizes
 */
public record Encode(ModelConfig config) implements Program {
  @Override
  public String name() {
    return "image encoder";
  }

  @Override
  public Role role() {
    return Role.IMAGE;
  }

  @Override
  public List<Port> inputs() {
    return List.of(Slots.IMAGE.floats(1, 3, config.imageSize(), config.imageSize()));
  }

  @Override
  public List<String> outputs() {
    return config.decoder().highResolution()
        ? Values.names(List.of(Slots.TOKENS, Slots.HALF, Slots.QUARTER))
        : Values.names(List.of(Slots.TOKENS));
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
    return features(ops, maps(ops, new Values<>(in).get(Slots.IMAGE)));
  }

  /** The first part: what the trunk says of an image. */
  public <T> List<T> maps(Ops<T> ops, T image) {
    return config.trunk().maps(Layers.root(ops), image);
  }

  /** The second part: the outputs, of {@link #maps}. */
  public <T> Map<String, T> features(Ops<T> ops, List<T> maps) {
    Features<T> f = config.trunk().neck(Layers.root(ops), maps);
    Values<T> out = Values.empty();
    out.put(Slots.TOKENS, f.tokens());
    if (f.half() != null && f.quarter() != null) {
      out.put(Slots.HALF, f.half());
      out.put(Slots.QUARTER, f.quarter());
    }
    return out.byName();
  }
}
