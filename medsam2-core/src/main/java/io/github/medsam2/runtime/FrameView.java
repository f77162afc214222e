// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.ops.Slot;
import java.util.Map;

/** A frame as memory attention sees it, shared by all objects; freed when closed. */
public final class FrameView implements AutoCloseable {
  private final Map<Slot, EngineTensor> values;

  FrameView(Map<Slot, EngineTensor> values) {
    this.values = Map.copyOf(values);
  }

  Map<Slot, EngineTensor> values() {
    return values;
  }

  @Override
  public void close() {
    values.values().forEach(EngineTensor::close);
  }
}
