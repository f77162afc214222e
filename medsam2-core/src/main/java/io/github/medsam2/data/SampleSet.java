// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import java.util.List;

/**
 * Samples by number. Only names are asked for all of them at once; images and masks may be read
 * when a sample is asked for. Implementations are thread-safe, and give the same whenever asked.
 */
public interface SampleSet {

  /** How many there are. */
  int size();

  /** The id of a sample, unique in the set. */
  String id(int index);

  /** The group of a sample. */
  String group(int index);

  /** A sample. */
  Sample get(int index);

  /** Samples held in memory. */
  static SampleSet of(List<Sample> samples) {
    return new SampleList(samples);
  }
}
