// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

/** One set after another. */
record JoinedSet(SampleSet first, SampleSet second) implements SampleSet {

  private SampleSet of(int index) {
    return index < first.size() ? first : second;
  }

  private int at(int index) {
    return index < first.size() ? index : index - first.size();
  }

  @Override
  public int size() {
    return first.size() + second.size();
  }

  @Override
  public String id(int index) {
    return of(index).id(at(index));
  }

  @Override
  public String group(int index) {
    return of(index).group(at(index));
  }

  @Override
  public Sample get(int index) {
    return of(index).get(at(index));
  }
}
