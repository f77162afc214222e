// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import java.util.function.UnaryOperator;

/** A set each of whose objects is changed when its sample is asked for. */
record MappedSet(SampleSet all, UnaryOperator<SampleObject> change) implements SampleSet {

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
    Sample s = all.get(index);
    return new Sample(s.id(), s.group(), s.frames(), s.objects().stream().map(change).toList());
  }
}
