// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

/** A set whose ids and groups stand below a name. */
record NamedSet(String name, SampleSet all) implements SampleSet {

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public String id(int index) {
    return name + all.id(index);
  }

  @Override
  public String group(int index) {
    return name + all.group(index);
  }

  @Override
  public Sample get(int index) {
    Sample s = all.get(index);
    return new Sample(id(index), group(index), s.frames(), s.objects());
  }
}
