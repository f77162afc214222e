// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.prompt.Description;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What should be read of an object's mask.
 *
 * @param description what it is called, where that is known
 * @param stenosis its diameter stenosis in percent, where that is known
 */
public record ReadingTruth(Optional<Description> description, OptionalDouble stenosis) {
  /** Nothing is known, as of an object that a frame does not show. */
  public static final ReadingTruth UNKNOWN =
      new ReadingTruth(Optional.empty(), OptionalDouble.empty());

  /** What is known of a labelled object. */
  public static ReadingTruth of(SampleObject object) {
    return new ReadingTruth(object.description(), object.stenosis());
  }
}
