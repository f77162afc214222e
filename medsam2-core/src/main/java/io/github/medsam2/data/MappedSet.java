// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import java.util.function.BiFunction;

/** A set each of whose samples is changed when it is asked for. */
record MappedSet(SampleSet all, BiFunction<Integer, Sample, Sample> change) implements SampleSet {

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public String id(int index) {
    return all.id(index);
  }

  @Override
  public String group(int index) {
    return all.group(index);
  }

  @Override
  public Sample get(int index) {
    return change.apply(index, all.get(index));
  }
}
