// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.train.loss.FrameLoss;
import java.util.List;
import java.util.Map;

/**
 * What a rule teaches of one frame.
 *
 * @param rule of the loss
 * @param weight of it in the update
 * @param objects all that are labelled in the sample
 * @param frame of it
 */
public record FrameTask(FrameLoss rule, double weight, List<SampleObject> objects, int frame)
    implements SideTask {

  /** Copies the list. */
  public FrameTask {
    objects = List.copyOf(objects);
  }

  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public <T> T loss(LossOps<T> ops, Map<String, T> features) {
    return ops.affine(rule.of(ops, features, objects, frame), weight, 0);
  }
}
