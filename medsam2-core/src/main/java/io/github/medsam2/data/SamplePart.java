// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import java.util.List;

/** Some samples of a set. */
record SamplePart(SampleSet all, List<Integer> indices) implements SampleSet {

  SamplePart {
    indices = List.copyOf(indices);
  }

  @Override
  public int size() {
    return indices.size();
  }

  @Override
  public String id(int index) {
    return all.id(indices.get(index));
  }

  @Override
  public String group(int index) {
    return all.group(indices.get(index));
  }

  @Override
  public Sample get(int index) {
    return all.get(indices.get(index));
  }
}
