// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.MedSam2;
import java.util.Optional;

/** Who is judged: something that can be prompted, or masks that are there already. */
public sealed interface Candidate permits Segmenter, GivenMasks {

  /** A model of this library; it must stay open while it is judged. */
  static Candidate of(MedSam2 model) {
    return new ModelSegmenter(model);
  }

  /**
   * A model's search for concepts, with each box as an example: another question than what is in
   * the box. Of what it finds the instance of the highest score whose box has an IoU above 0.5 with
   * the prompt is judged; where there is none, an empty mask. It must stay open while it is judged.
   */
  static Candidate ofConcepts(MedSam2 model) {
    return new ConceptSegmenter(model, Optional.empty());
  }

  /** The same with words beside the box. */
  static Candidate ofConcepts(MedSam2 model, String words) {
    return new ConceptSegmenter(model, Optional.of(words));
  }
}
