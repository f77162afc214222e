// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The published decoder: no words in, no readings out. */
record NoExtension() implements DecoderExtension, ExtensionCall, ExtensionPart {

  @Override
  public void keys(KeyTable table, int width) {}

  @Override
  public void require(String model, Description description) {
    throw new UnsupportedPromptException(
        "description",
        "a model with a text encoder",
        model + " without one, like all published MedSAM2 weights",
        "give a box or points, or load a checkpoint trained with a text encoder");
  }

  @Override
  public DecoderExtension unread() {
    return this;
  }

  @Override
  public ExtensionCall call(List<Description> said, @Nullable Description lasting) {
    return this;
  }

  @Override
  public ExtensionPart part() {
    return this;
  }

  @Override
  public Map<Slot, HostTensor> values() {
    return Map.of();
  }

  @Override
  public List<MaskReading> read(Map<Slot, HostTensor> outputs, Weights weights) {
    return List.of();
  }

  @Override
  public List<Port> inputs() {
    return List.of();
  }

  @Override
  public List<Slot> outputs() {
    return List.of();
  }

  @Override
  public <T> List<T> tokens(Layers<T> root, TrackerConfig config, Values<T> in) {
    return List.of();
  }

  @Override
  public <T> void heads(
      Layers<T> root, TrackerConfig config, DecodedMasks<T> masks, Values<T> in, Values<T> out) {}
}
