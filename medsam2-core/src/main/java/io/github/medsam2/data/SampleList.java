// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import java.util.List;

/** Samples held in memory. */
record SampleList(List<Sample> samples) implements SampleSet {

  SampleList {
    samples = List.copyOf(samples);
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public String id(int index) {
    return samples.get(index).id();
  }

  @Override
  public String group(int index) {
    return samples.get(index).group();
  }

  @Override
  public Sample get(int index) {
    return samples.get(index);
  }
}
