// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.ops.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An extension's part of the decoder's program. Immutable; equal parts write equal programs, so
 * that what an engine prepared is shared.
 */
public interface ExtensionPart {
  /** No part. */
  ExtensionPart NONE = new NoExtension();

  /** What the program is given besides. */
  List<Port> inputs();

  /** What it answers besides; empty without heads. */
  List<Slot> outputs();

  /** Prompt tokens, each (B, n, C), that follow those of points. */
  <T> List<T> tokens(Layers<T> root, TrackerConfig config, Values<T> in);

  /**
   * Whether what is said has a place that can be looked for.
   *
   * @param clicks whether clicks are given, and no box: what is clicked has a place, too
   */
  default boolean places(boolean clicks) {
    return false;
  }

  /**
   * Where that is, as mask logits (B, 1, 4g, 4g); asked only where it {@link #places}, of an image
   * that no memory conditioned, when no mask is given all over it.
   *
   * @param tokens (1, g * g, C) of the image
   * @param clicks {@link ClickedCells}, (B, 1, g * g); none where nothing is clicked
   */
  default <T> T placed(
      Layers<T> root, TrackerConfig config, T tokens, @Nullable T clicks, Values<T> in) {
    throw new IllegalStateException("nothing is placed");
  }

  /** Adds a value for each output. */
  <T> void heads(
      Layers<T> root, TrackerConfig config, DecodedMasks<T> masks, Values<T> in, Values<T> out);
}
