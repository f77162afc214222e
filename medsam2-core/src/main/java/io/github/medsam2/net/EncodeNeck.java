// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net;

import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Values;
import java.util.List;
import java.util.Map;

/**
 * The neck of a trunk that is computed in several parts: {@link Slots#MAP} to the outputs of {@link
 * Encode}.
 *
 * @param config sizes
 */
public record EncodeNeck(ModelConfig config) implements Program {
  @Override
  public String name() {
    return "neck";
  }

  @Override
  public List<Port> inputs() {
    return List.of(Sam2.map(config));
  }

  @Override
  public List<String> outputs() {
    return new Encode(config).outputs();
  }

  @Override
  public <T> Map<String, T> build(Ops<T> ops, Map<String, T> in) {
    return new Encode(config).features(ops, List.of(new Values<>(in).get(Slots.MAP)));
  }
}
