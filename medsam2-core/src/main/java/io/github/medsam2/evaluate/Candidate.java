// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.MedSam2;

/** Who is judged: something that can be prompted, or masks that are there already. */
public sealed interface Candidate permits Segmenter, GivenMasks {

  /** A model of this library; it must stay open while it is judged. */
  static Candidate of(MedSam2 model) {
    return new ModelSegmenter(model);
  }
}
