// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.ops.LossOps;
import java.util.List;
import java.util.Map;

/**
 * Teaches something of a frame's features beside the answers to prompts, such as {@link
 * io.github.medsam2.train.coronary.CoronaryPlaces}. Immutable and thread-safe; its {@code toString}
 * says all that changes what is learnt.
 */
public interface FrameLoss {

  /** Its name in reports. */
  String name();

  /**
   * The loss of one frame, of one element, weighed.
   *
   * @param features of the image encoder, by name: {@code tokens} (1, g * g, C) among them
   * @param objects all that are labelled in the sample, whether they are prompted or not
   * @param frame of the sample, from 0
   */
  <T> T of(LossOps<T> ops, Map<String, T> features, List<SampleObject> objects, int frame);
}
