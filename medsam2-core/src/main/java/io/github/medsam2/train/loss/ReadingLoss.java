// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.ops.LossOps;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.Map;

/**
 * Teaches the heads that read masks, such as {@link
 * io.github.medsam2.train.coronary.CoronaryReadings}. Immutable and thread-safe; its {@code
 * toString} says all that changes what is learnt.
 */
public interface ReadingLoss {

  /** The names of its parts, for reports. */
  List<String> names();

  /**
   * The parts in the order of their names, each of one element, weighed, summed over the objects.
   *
   * @param readings what the heads say of the mask that is shown of each of O objects: by the names
   *     of their outputs, (O, 1) or (O, 1, K)
   * @param truths of the O objects
   */
  <T> List<T> of(LossOps<T> ops, Map<String, T> readings, List<ReadingTruth> truths);

  /**
   * What the heads remember of their training, by key, as it goes into exported networks.
   *
   * @param judged readings by the network that is exported, of objects it did not learn from; may
   *     be empty
   */
  Map<String, HostTensor> remembered(List<Judged> judged);

  /**
   * A reading and what it should have said.
   *
   * @param reading of the mask found
   * @param truth of the object
   */
  record Judged(MaskReading reading, ReadingTruth truth) {}
}
