// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.ops.LossOps;
import java.util.Map;

/** What is learnt from a frame's features beside the answers to prompts. */
public interface SideTask {

  /** Its name in reports. */
  String name();

  /** Its loss, of one element, weighed. */
  <T> T loss(LossOps<T> ops, Map<String, T> features);
}
