// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.ops.Slot;
import java.util.Map;

/**
 * An image as the mask decoder sees it, shared by all prompts: 4.5 MiB at 512 pixels. Freed when
 * closed.
 */
final class PromptView implements AutoCloseable {
  private final Map<Slot, EngineTensor> values;

  PromptView(Map<Slot, EngineTensor> values) {
    this.values = Map.copyOf(values);
  }

  Map<Slot, EngineTensor> values() {
    return values;
  }

  long bytes() {
    return values.values().stream().mapToLong(t -> Float.BYTES * t.shape().count()).sum();
  }

  @Override
  public void close() {
    values.values().forEach(EngineTensor::close);
  }
}
