// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.Map;

/** One use of an extension: what goes into the decoder and how its answers are read. Immutable. */
public interface ExtensionCall {

  /** The part of the decoder's program. Objects with equal parts may be decoded together. */
  ExtensionPart part();

  /** A value for each of the part's inputs. */
  Map<Slot, HostTensor> values();

  /**
   * The readings of (B, n) masks, row by row; empty without heads.
   *
   * @param outputs of the decoder
   * @param weights of the model, for what its heads remember of their training
   */
  List<MaskReading> read(Map<Slot, HostTensor> outputs, Weights weights);
}
