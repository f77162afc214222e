// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;

/**
 * What a step is told of an image.
 *
 * @param image (3, S, S), normalised
 * @param truths of the objects, at least one, S by S
 * @param first what each object is first shown by, in pixels of S by S; of one length
 */
public record ImageObjects(HostTensor image, List<Mask> truths, List<Prompts> first) {

  /** Copies the lists. */
  public ImageObjects {
    truths = List.copyOf(truths);
    first = List.copyOf(first);
  }

  /** (O, 1, S, S) of zeros and ones. */
  HostTensor truth() {
    int side = truths.get(0).width();
    float[] all = new float[truths.size() * side * side];
    for (int i = 0; i < truths.size(); i++) {
      System.arraycopy(truths.get(i).toFloats(), 0, all, i * side * side, side * side);
    }
    return HostTensor.of(all, truths.size(), 1, side, side);
  }
}
