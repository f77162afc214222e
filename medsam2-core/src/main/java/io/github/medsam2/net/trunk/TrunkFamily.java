// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

import io.github.medsam2.net.layer.KeyReader;

/** A kind of trunk that can be told by a checkpoint's keys. Thread-safe. */
public interface TrunkFamily {

  /** Whether these keys are of this kind. */
  boolean isIn(KeyReader keys);

  /** The sizes read off the keys and shapes; what they do not tell is that of published trunks. */
  Trunk read(KeyReader keys);
}
