// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The user's cases by number: one object in one image each. A project keeps none of this but keyed
 * hashes of ids and patients, and the strata; so the names may be anything. Only names are asked
 * for all at once; images may be read when they are asked for. Implementations are thread-safe and
 * give the same whenever asked.
 */
public interface CaseSource {

  /** How many there are. */
  int size();

  /** The id of a case, unique in the source. */
  String id(int index);

  /** The id of its image: cases of one image are embedded and learnt together. */
  String imageId(int index);

  /** Its patient. */
  String group(int index);

  /**
   * What cases are balanced and compared by, such as the artery: up to 40 letters, digits, spaces
   * and {@code _ . + -}; it is kept as it is.
   */
  default String stratum(int index) {
    return "";
  }

  /** Its image. */
  Image image(int index);

  /**
   * What is known of the object without a reader, such as a box from a detector or a report. With
   * it cases are proposed for, and chosen by doubt, before anybody looks at them.
   */
  default Optional<Prompts> hint(int index) {
    return Optional.empty();
  }

  /** The true mask, for simulations. */
  default Optional<Mask> truth(int index) {
    return Optional.empty();
  }

  /** The objects of samples, with their masks as the truth and without strata. */
  static CaseSource of(SampleSet samples) {
    return of(samples, object -> "");
  }

  /**
   * The objects of samples, with their masks as the truth; of clips those of the first frame, where
   * they are seen there. Every sample is read once to know its objects.
   */
  static CaseSource of(SampleSet samples, Function<SampleObject, String> stratum) {
    return new SampleCases(samples, stratum);
  }

  /**
   * These cases with what is known of them without a reader.
   *
   * @param hints by index; thread-safe
   */
  default CaseSource withHints(IntFunction<Optional<Prompts>> hints) {
    return new HintedCases(this, hints);
  }

  /** These cases and then those of another source, such as a pool and what is frozen. */
  default CaseSource and(CaseSource more) {
    return new JoinedCases(this, more);
  }
}
